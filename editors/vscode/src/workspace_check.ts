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
import { howToShow, type CheckedFile, type Finding, type SkippedFile } from './findings';
import { mayBeReport } from './selector';
import { say } from './words';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** So many files that were not checked are named in the tooltip; the log names all. */
const MOST_IN_TOOLTIP = 20;

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
    const counts: Counts = { reports: 0, problems: 0, skipped: [] };
    for (const folder of folders) {
      const checked = await check(program, folder.uri.fsPath, ['.'], this.log, token);
      if (checked === undefined) {
        return undefined;
      }
      const uriOf = (file: { path: string }): Uri => Uri.file(path.resolve(folder.uri.fsPath, file.path));
      for (const file of checked.files) {
        counts.reports += 1;
        counts.problems += file.findings.length;
        this.list(uriOf(file), file);
      }
      for (const file of checked.skipped) {
        this.listSkipped(uriOf(file), file);
      }
      counts.skipped.push(...checked.skipped);
    }
    return counts;
  }

  private listSkipped(uri: Uri, file: SkippedFile): void {
    const severity = howToShow(file);
    if (severity !== undefined) {
      const diagnostic = new Diagnostic(new Range(0, 0, 0, 0), file.message, SEVERITIES[severity]);
      diagnostic.source = 'nianbao';
      this.listed.set(uri, [diagnostic]);
    }
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

  private tell({ reports, problems, skipped }: Counts): void {
    const files = skipped.length;
    const message = say(
      `核对了 ${reports} 份年度报告，有 ${problems} 个问题${files > 0 ? `，另有 ${files} 个文件没有核对` : ''}`,
      `${count(reports, 'annual report')} checked, ${count(problems, 'problem')}${files > 0 ? `, ${count(files, 'file')} not checked` : ''}`,
    );
    const most = skipped.slice(0, MOST_IN_TOOLTIP).map((file) => file.message);
    const more = files > most.length ? ['…'] : [];
    this.result.text = `$(checklist) ${message}`;
    this.result.tooltip = [say('查看问题', 'Show Problems'), ...most, ...more].join('\n');
    this.result.show();
    if (problems > 0 || skipped.some(howToShow)) {
      void commands.executeCommand('workbench.actions.view.problems');
    }
  }
}

interface Counts {
  reports: number;
  problems: number;
  readonly skipped: SkippedFile[];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function diagnosticOf({ code, message, severity, range: { start, end } }: Finding): Diagnostic {
  const range = new Range(start.line - 1, start.utf16Column - 1, end.line - 1, end.utf16Column - 1);
  const diagnostic = new Diagnostic(range, message, SEVERITIES[severity]);
  diagnostic.source = 'nianbao';
  diagnostic.code = code;
  return diagnostic;
}
