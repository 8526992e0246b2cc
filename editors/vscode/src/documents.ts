// Word, Excel and PDF: read as text that can only be looked at, so that the server says what is wrong and where; turned into Markdown to be edited;
// and written anew as Word.

import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { promisify } from 'node:util';
import {
  commands,
  env,
  EventEmitter,
  languages,
  Uri,
  window,
  workspace,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  type TextDocumentContentProvider,
} from 'vscode';
import { DOCUMENT_SCHEME } from './selector';
import { localeName, say } from './words';

/** A report is no larger as text. */
const LARGEST = 64 << 20;

export class Documents implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private readonly watcher = workspace.createFileSystemWatcher('**/*.{doc,docx,docm,dotx,wps,xls,xlsx,xlsm,et,ods,odt,pdf}', true, false, true);

  constructor(
    private readonly program: () => string | undefined,
    private readonly log: LogOutputChannel,
  ) {
    this.watcher.onDidChange((file) => this.changed.fire(viewOf(file)));
  }

  dispose(): void {
    this.changed.dispose();
    this.watcher.dispose();
  }

  /** What a document says, as Markdown. */
  async provideTextDocumentContent(view: Uri): Promise<string> {
    return this.run(['convert', '--', Uri.file(view.path).fsPath]);
  }

  /** Opens documents as text; what is wrong with them stands under Problems. */
  async check(uri: unknown, chosen: unknown): Promise<void> {
    const files = filesOf(uri, chosen);
    await this.guarded(async () => {
      for (const file of files) {
        const opened = await workspace.openTextDocument(viewOf(file));
        const document = await languages.setTextDocumentLanguage(opened, 'markdown');
        await window.showTextDocument(document, { preview: files.length === 1 });
      }
      await commands.executeCommand('workbench.actions.view.problems');
    });
  }

  /** Writes a document as Markdown beside it, and opens that. */
  async convert(uri: unknown, chosen: unknown): Promise<void> {
    await this.guarded(async () => {
      for (const file of filesOf(uri, chosen)) {
        const target = await this.written('convert', file, '.md');
        if (target !== undefined) {
          await window.showTextDocument(await workspace.openTextDocument(target));
        }
      }
    });
  }

  /** Writes a report as a Word document beside it. */
  async exportWord(uri: unknown, chosen: unknown): Promise<void> {
    await this.guarded(async () => {
      for (const file of filesOf(uri, chosen)) {
        const open = workspace.textDocuments.find((document) => document.uri.toString() === file.toString());
        await open?.save();
        const target = await this.written('export', file, '.docx');
        if (target !== undefined) {
          await this.tell(target);
        }
      }
    });
  }

  private async tell(target: Uri): Promise<void> {
    const show = say('打开', 'Open');
    const name = path.basename(target.fsPath);
    const chosen = await window.showInformationMessage(say(`已导出 ${name}。`, `${name} was written.`), show);
    if (chosen === show) {
      await env.openExternal(target);
    }
  }

  /** Lets the program write a file beside another one. What is there already is written over only if the user says so. */
  private async written(command: string, file: Uri, ending: string): Promise<Uri | undefined> {
    const folder = path.dirname(file.fsPath);
    const target = Uri.file(path.join(folder, path.basename(file.fsPath, path.extname(file.fsPath)) + ending));
    const force: string[] = [];
    if (await isThere(target)) {
      const replace = say('覆盖', 'Replace');
      const name = path.basename(target.fsPath);
      const question = say(`${name} 已存在，要覆盖吗？`, `${name} exists. Replace it?`);
      if ((await window.showWarningMessage(question, { modal: true }, replace)) !== replace) {
        return undefined;
      }
      force.push('--force');
    }
    await this.run([command, ...force, '--output', target.fsPath, '--', file.fsPath]);
    return target;
  }

  private async run(args: string[]): Promise<string> {
    const program = this.program();
    if (program === undefined) {
      throw new Error(say('核对程序没有启动。', 'The program is not running.'));
    }
    try {
      const options = { maxBuffer: LARGEST, windowsHide: true };
      const { stdout } = await promisify(execFile)(program, [...args.slice(0, 1), '--locale', localeName(), ...args.slice(1)], options);
      return stdout;
    } catch (error) {
      const said = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr).trim() : '';
      throw new Error(said === '' ? String(error) : said);
    }
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.log.error(message);
      void window.showErrorMessage(message);
    }
  }
}

/** The view of a document: the same path, so that Problems name it as its file is named. */
export function viewOf(file: Uri): Uri {
  return file.with({ scheme: DOCUMENT_SCHEME, authority: '', path: Uri.file(file.fsPath).path });
}

/** The files that a menu was opened on, or the one in front. */
function filesOf(uri: unknown, chosen: unknown): Uri[] {
  if (Array.isArray(chosen) && chosen.every((one) => one instanceof Uri) && chosen.length > 0) {
    return chosen;
  }
  const front = uri instanceof Uri ? uri : window.activeTextEditor?.document.uri;
  if (front === undefined) {
    return [];
  }
  return [front.scheme === DOCUMENT_SCHEME ? Uri.file(front.path) : front];
}

async function isThere(file: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(file);
    return true;
  } catch {
    return false;
  }
}

/** Registers what belongs to documents. */
export function registerDocuments(context: ExtensionContext, program: () => string | undefined, log: LogOutputChannel): void {
  const documents = new Documents(program, log);
  context.subscriptions.push(
    documents,
    workspace.registerTextDocumentContentProvider(DOCUMENT_SCHEME, documents),
    commands.registerCommand('nianbao.checkDocument', (uri: unknown, chosen: unknown) => documents.check(uri, chosen)),
    commands.registerCommand('nianbao.convertDocument', (uri: unknown, chosen: unknown) => documents.convert(uri, chosen)),
    commands.registerCommand('nianbao.exportWord', (uri: unknown, chosen: unknown) => documents.exportWord(uri, chosen)),
  );
}
