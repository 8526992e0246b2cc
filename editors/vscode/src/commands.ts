// The commands about the report in front. What they change is decided by the server.

import { commands, ConfigurationTarget, Range, Uri, window, workspace, WorkspaceEdit, type CodeAction, type TextDocument, type TextEdit } from 'vscode';
import { mayBeReport } from './selector';
import { say } from './words';

const FIX_ALL = 'source.fixAll.nianbao';
const FILL_TOTALS = 'source.fillTotals.nianbao';
const SECONDS_TO_READ = 8;

/** Applies everything that is safe to the report in front. */
export async function fixAll(): Promise<void> {
  await applyToReport(undefined, FIX_ALL, say('没有可以安全修正的问题。', 'There is nothing that is safe to fix.'));
}

/** Computes every total of a report from its parts. */
export async function fillTotals(uri: unknown): Promise<void> {
  await applyToReport(uri, FILL_TOTALS, say('总计都与分项之和相等，没有改动。', 'Every total equals the sum of its parts; nothing was changed.'));
}

/** Aligns the tables of a report with the edits that `aligned` gives for it. */
export async function alignTables(uri: unknown, aligned: (document: TextDocument) => Promise<TextEdit[] | undefined>): Promise<void> {
  const document = reportAt(uri);
  const edits = document && (await aligned(document));
  if (document === undefined || edits === undefined) {
    return;
  }
  const edit = new WorkspaceEdit();
  edit.set(document.uri, edits);
  if (edits.length === 0) {
    void window.showInformationMessage(say('表格已经对齐，没有改动。', 'The tables are aligned already; nothing was changed.'));
  } else {
    await apply(edit);
  }
}

/** The report that a lens stands in, or the one in front. */
export function reportAt(uri: unknown): TextDocument | undefined {
  if (typeof uri === 'string') {
    const wanted = Uri.parse(uri).toString();
    return workspace.textDocuments.find((open) => open.uri.toString() === wanted);
  }
  const document = window.activeTextEditor?.document;
  if (document !== undefined && mayBeReport(document)) {
    return document;
  }
  void window.showInformationMessage(say('请先打开一份年度报告。', 'Open an annual report first.'));
  return undefined;
}

async function apply(edit: WorkspaceEdit): Promise<void> {
  if (!(await workspace.applyEdit(edit))) {
    void window.showWarningMessage(say('文件刚刚又有改动，请再试一次。', 'The text has just changed again; please try once more.'));
  }
}

async function applyToReport(uri: unknown, kind: string, nothingToDo: string): Promise<void> {
  const document = reportAt(uri);
  if (document === undefined) {
    return;
  }
  const whole = document.validateRange(new Range(0, 0, document.lineCount, 0));
  const offered = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, whole, kind);
  const edit = offered.find((action) => action.kind?.value === kind)?.edit;
  if (edit === undefined) {
    void window.showInformationMessage(nothingToDo);
  } else {
    await apply(edit);
  }
}

/** Switches fixing on save on for this workspace, or for the user where no folder is open; `undefined` leaves it to `nianbao.toml` again. */
export async function fixOnSave(on: true | undefined): Promise<void> {
  const here = workspace.workspaceFolders !== undefined || workspace.workspaceFile !== undefined;
  const target = here ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await workspace.getConfiguration('nianbao').update('fixOnSave', on, target);
  const message = on
    ? say('已开启保存时自动修正：只做可安全修正的，已填数字的值不变。', 'Fix on save is on: only what is safe, no stated number changes its value.')
    : say('已关闭保存时自动修正。', 'Fix on save is off.');
  window.setStatusBarMessage(message, SECONDS_TO_READ * 1000);
}
