// Checks every report of the workspace with the command line and lists what is wrong under Problems. Open reports are left to the server.

import * as path from 'node:path';
import {
  commands,
  Diagnostic,
  DiagnosticSeverity,
  languages,
  ProgressLocation,
  Range,
  StatusBarAlignment,
  Uri,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type LogOutputChannel,
  type WorkspaceFolder,
} from 'vscode';
import { check } from './checker';
import type { CheckedFile, Finding } from './findings';
import { mayBeReport } from './selector';
import { say } from './words';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

export class WorkspaceCheck implements Disposable {
  private readonly listed = languages.createDiagnosticCollection('nianbao-workspace');
  /** The result stays in sight and covers nothing. */
  private readonly result = window.createStatusBarItem('nianbao.workspace', StatusBarAlignment.Left);
  private readonly watcher = workspace.createFileSystemWatcher('**/*', true, true, false);
  private readonly disposables: Disposable[] = [
    this.listed,
    this.result,
    this.watcher,
    this.watcher.onDidDelete((uri) => this.forget(uri)),
    workspace.onDidOpenTextDocument((document) => this.listed.delete(document.uri)),
  ];

  constructor(private readonly log: LogOutputChannel) {
    this.result.name = say('年报核对：工作区', 'Nianbao: workspace');
    this.result.command = 'workbench.actions.view.problems';
  }

  dispose(): void {
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
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
    try {
      const counts = await window.withProgress(progress, (_, token) => this.checkAll(program, folders, token));
      if (counts !== undefined) {
        this.tell(counts);
      }
    } catch (error) {
      this.log.error(String(error));
      void window.showErrorMessage(say(`核对没有完成：${String(error)}`, `The check was not completed: ${String(error)}`));
    }
  }

  /** Lists what is found; `undefined` if the user has had enough. */
  private async checkAll(
    program: string,
    folders: readonly WorkspaceFolder[],
    token: CancellationToken,
  ): Promise<Counts | undefined> {
    this.listed.clear();
    this.result.hide();
    const counts = { reports: 0, problems: 0 };
    for (const folder of folders) {
      const files = await check(program, folder.uri.fsPath, ['.'], this.log, token);
      if (files === undefined) {
        return undefined;
      }
      for (const file of files) {
        counts.reports += 1;
        counts.problems += file.findings.length;
        this.list(Uri.file(path.resolve(folder.uri.fsPath, file.path)), file);
      }
    }
    return counts;
  }

  private list(uri: Uri, file: CheckedFile): void {
    const isOpen = workspace.textDocuments.some((open) => open.uri.toString() === uri.toString() && mayBeReport(open));
    if (!isOpen) {
      this.listed.set(uri, file.findings.map(diagnosticOf));
    }
  }

  /** A file that is gone has no problems, nor has one in a folder that is gone. */
  private forget(gone: Uri): void {
    this.listed.forEach((uri) => {
      if (uri.path === gone.path || uri.path.startsWith(`${gone.path}/`)) {
        this.listed.delete(uri);
      }
    });
  }

  private tell({ reports, problems }: Counts): void {
    const message = say(
      `核对了 ${reports} 份年度报告，有 ${problems} 个问题`,
      `${reports} annual ${reports === 1 ? 'report' : 'reports'} checked, ${problems} ${problems === 1 ? 'problem' : 'problems'}`,
    );
    this.result.text = `$(checklist) ${message}`;
    this.result.tooltip = say('查看问题', 'Show Problems');
    this.result.show();
    if (problems > 0) {
      void commands.executeCommand('workbench.actions.view.problems');
    }
  }
}

interface Counts {
  readonly reports: number;
  readonly problems: number;
}

function diagnosticOf({ code, message, severity, range: { start, end } }: Finding): Diagnostic {
  const range = new Range(start.line - 1, start.utf16Column - 1, end.line - 1, end.utf16Column - 1);
  const diagnostic = new Diagnostic(range, message, SEVERITIES[severity]);
  diagnostic.source = 'nianbao';
  diagnostic.code = code;
  return diagnostic;
}
