// Checks every report of the workspace with the command line and lists what is wrong under Problems. Open reports are left to the server.

import { spawn } from 'node:child_process';
import * as path from 'node:path';
import {
  commands,
  Diagnostic,
  DiagnosticSeverity,
  languages,
  ProgressLocation,
  Range,
  Uri,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type LogOutputChannel,
} from 'vscode';
import { checkedFiles, decode, linesOf, utf16Place, type CheckedFile } from './findings';
import { mayBeReport } from './selector';
import { settingsAsSet } from './settings';
import { localeName, say } from './words';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

export class WorkspaceCheck implements Disposable {
  private readonly listed = languages.createDiagnosticCollection('nianbao-workspace');
  private readonly opened = workspace.onDidOpenTextDocument((document) => this.listed.delete(document.uri));

  constructor(private readonly log: LogOutputChannel) {}

  dispose(): void {
    this.listed.dispose();
    this.opened.dispose();
  }

  /** Runs `program` in every workspace folder on the disk. */
  async run(program: string | undefined): Promise<void> {
    const folders = workspace.workspaceFolders?.filter((folder) => folder.uri.scheme === 'file') ?? [];
    if (program === undefined || folders.length === 0) {
      const reason =
        program === undefined
          ? say('核对程序没有启动。', 'The program is not running.')
          : say('请先打开一个文件夹。', 'Open a folder first.');
      void window.showWarningMessage(reason);
      return;
    }
    const title = say('正在核对工作区中的年度报告', 'Checking the annual reports of the workspace');
    const progress = { location: ProgressLocation.Notification, title, cancellable: true };
    await window.withProgress(progress, async (_, token) => {
      try {
        this.listed.clear();
        const counts = { reports: 0, problems: 0 };
        for (const folder of folders) {
          const printed = await this.check(program, folder.uri.fsPath, token);
          if (printed === undefined) {
            return;
          }
          for (const file of checkedFiles(printed)) {
            counts.reports += 1;
            counts.problems += file.findings.length;
            await this.list(Uri.file(path.resolve(folder.uri.fsPath, file.path)), file);
          }
        }
        this.tell(counts);
      } catch (error) {
        this.log.error(String(error));
        void window.showErrorMessage(say(`核对没有完成：${String(error)}`, `The check was not completed: ${String(error)}`));
      }
    });
  }

  /** What the program prints; `undefined` if the user has had enough. */
  private check(program: string, folder: string, token: CancellationToken): Promise<string | undefined> {
    const settings = JSON.stringify(settingsAsSet());
    const args = ['check', '--output-format', 'json', '--locale', localeName(), '--editor-settings', settings, '.'];
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, { cwd: folder, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
      const cancelled = token.onCancellationRequested(() => child.kill());
      const printed: Buffer[] = [];
      const said: Buffer[] = [];
      child.stdout.on('data', (part: Buffer) => printed.push(part));
      child.stderr.on('data', (part: Buffer) => said.push(part));
      child.on('error', reject);
      child.on('close', (code) => {
        cancelled.dispose();
        const notices = Buffer.concat(said).toString().trim();
        if (notices !== '') {
          this.log.info(notices);
        }
        const output = Buffer.concat(printed).toString();
        if (token.isCancellationRequested) {
          resolve(undefined);
        } else if (output === '') {
          reject(new Error(notices || `exit ${code}`));
        } else {
          resolve(output);
        }
      });
    });
  }

  private async list(uri: Uri, file: CheckedFile): Promise<void> {
    const isOpen = workspace.textDocuments.some((open) => open.uri.toString() === uri.toString() && mayBeReport(open));
    if (isOpen || file.findings.length === 0) {
      return;
    }
    const lines = linesOf(decode(await workspace.fs.readFile(uri)));
    const diagnostics = file.findings.map((finding) => {
      const start = utf16Place(lines, finding.range.start);
      const end = utf16Place(lines, finding.range.end);
      const range = new Range(start.line, start.unit, end.line, end.unit);
      const diagnostic = new Diagnostic(range, finding.message, SEVERITIES[finding.severity]);
      diagnostic.source = 'nianbao';
      diagnostic.code = finding.code;
      return diagnostic;
    });
    this.listed.set(uri, diagnostics);
  }

  private tell({ reports, problems }: { reports: number; problems: number }): void {
    const list = say('查看问题', 'Show Problems');
    const message = say(
      `核对了 ${reports} 份年度报告，有 ${problems} 个问题。`,
      `${reports} annual ${reports === 1 ? 'report' : 'reports'} checked, ${problems} ${problems === 1 ? 'problem' : 'problems'}.`,
    );
    const ways = problems > 0 ? [list] : [];
    void window.showInformationMessage(message, ...ways).then((chosen) => {
      if (chosen === list) {
        void commands.executeCommand('workbench.actions.view.problems');
      }
    });
  }
}
