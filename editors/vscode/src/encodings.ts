// A report that VS Code reads in another encoding than it is written in shows rubbish, and no problem of it can be found. The program tells the
// encoding; reopening with it is offered.

import * as path from 'node:path';
import { commands, ConfigurationTarget, window, workspace, type Disposable, type LogOutputChannel, type TextDocument, type Uri } from 'vscode';
import { check } from './checker';
import { mayBeReport } from './selector';
import { UNREADABLE, type Status } from './status';
import { say } from './words';

/** What the program calls an encoding, and VS Code's name for it. Those with a mark VS Code knows by itself. */
const NAMES: Readonly<Record<string, string>> = { GB18030: 'gb18030', 'UTF-8': 'utf8' };

export class Encodings implements Disposable {
  private readonly disposables: Disposable[] = [
    workspace.onDidOpenTextDocument((document) => void this.look(document)),
    workspace.onDidCloseTextDocument((document) => this.told.delete(document.uri.toString())),
  ];
  /** Texts about which the user knows. */
  private readonly told = new Set<string>();

  constructor(
    private readonly program: () => string | undefined,
    private readonly status: Status,
    private readonly log: LogOutputChannel,
  ) {}

  dispose(): void {
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
  }

  /** Looks at the texts that were open before the program was found. */
  async lookAtAll(): Promise<void> {
    for (const document of workspace.textDocuments) {
      await this.look(document);
    }
  }

  /** Opens the text in front again, in the encoding that it is written in. */
  async reopen(): Promise<void> {
    const document = window.activeTextEditor?.document;
    const encoding = document && this.status.encodingOf(document.uri);
    if (document !== undefined && encoding !== undefined) {
      await reopenWith(document, encoding);
    }
  }

  private async look(document: TextDocument): Promise<void> {
    const program = this.program();
    const { uri } = document;
    if (program === undefined || uri.scheme !== 'file' || !mayBeReport(document) || !isSuspect(document)) {
      return;
    }
    try {
      const folder = path.dirname(uri.fsPath);
      const [file] = (await check(program, folder, [path.basename(uri.fsPath)], this.log))?.files ?? [];
      const encoding = file && NAMES[file.encoding];
      if (file !== undefined && encoding !== undefined && encoding !== encodingOf(document)) {
        this.status.misread(uri, encoding);
        await this.offer(document, file.encoding);
      }
    } catch (error) {
      // Nobody has asked for it.
      this.log.warn(String(error));
    }
  }

  private async offer(document: TextDocument, name: string): Promise<void> {
    const { uri } = document;
    if (this.told.has(uri.toString())) {
      return;
    }
    this.told.add(uri.toString());
    const file = path.basename(uri.fsPath);
    const again = say(`按 ${name} 重新打开`, `Reopen as ${name}`);
    const always = say('本工作区一律自动识别编码', 'Detect Encodings in This Workspace');
    const message = say(
      `“${file}”是一份年度报告，编码为 ${name}；VS Code 按别的编码打开，所以显示为乱码。`,
      `“${file}” is an annual report in ${name}; VS Code has opened it in another encoding, so it cannot be read.`,
    );
    const chosen = await window.showWarningMessage(message, again, ...(workspace.workspaceFolders ? [always] : []));
    if (chosen === always) {
      await workspace.getConfiguration('files').update('autoGuessEncoding', true, ConfigurationTarget.Workspace);
    }
    const encoding = NAMES[name];
    if (chosen !== undefined && encoding !== undefined) {
      await reopenWith(document, encoding);
    }
  }
}

/** Whether a text may have been read in a wrong encoding. */
function isSuspect(document: TextDocument): boolean {
  const usual = workspace.getConfiguration('files', document.uri).get<string>('encoding', 'utf8');
  return usual !== 'utf8' || document.getText().includes(UNREADABLE);
}

/** The encoding that VS Code has read a text in, where it says so (from 1.100 on). */
function encodingOf(document: TextDocument): string | undefined {
  return (document as { encoding?: string }).encoding;
}

type Opens = (uri: Uri, options: { encoding: string }) => Thenable<TextDocument>;

async function reopenWith(document: TextDocument, encoding: string): Promise<void> {
  if (encodingOf(document) === undefined) {
    // Earlier ones let only the user choose.
    await commands.executeCommand('workbench.action.editor.changeEncoding');
    return;
  }
  const open = workspace.openTextDocument as Opens;
  await window.showTextDocument(await open(document.uri, { encoding }));
}
