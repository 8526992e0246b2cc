// A new report: asks for the body and the year, or goes on from last year's. The server writes it, on the edition that the workspace asks for.

import * as path from 'node:path';
import { Position, Selection, Uri, window, workspace, WorkspaceEdit, type QuickPickItem, type TextDocument } from 'vscode';
import { reportAt } from './commands';
import { firstFolder } from './preflight';
import { say } from './words';

/** What a report is begun with: who reports on which year, or last year's report. */
export interface Beginning {
  unit?: string;
  year?: number;
  /** The edition of the form, by its id. */
  edition?: string;
  from?: TextDocument;
}

/** An edition of the form. */
export interface Edition {
  id: string;
  name: string;
  /** Whether it is the form for the year that was asked about. */
  isPrescribed: boolean;
}

/** Who writes new reports. */
export interface Writer {
  /** The text of a new report; `undefined` while there is no server. */
  begin(beginning: Beginning): Promise<string | undefined>;
  /** The editions that a report on a year may be written on, the one to propose first. */
  editions(year: number): Promise<Edition[]>;
}

/** What stands for a number that is not known yet. */
const GAP = /_{4,}/;

/** Opens next year's report, begun from the one in front. */
export async function nextReport(writer: Writer): Promise<void> {
  const from = reportAt(undefined);
  if (from !== undefined) {
    await opened(writer, { from });
  }
}

/** Opens a report that is not saved yet, with everything but its contents. */
export async function newReport(writer: Writer): Promise<void> {
  const title = say('新建年度报告', 'New annual report');
  const unit = await window.showInputBox({
    title,
    prompt: say('机关名称，如“南渡区统计局”', 'The name of the body, such as 南渡区统计局'),
    validateInput: (typed) => (typed.trim() === '' ? say('请填写机关名称。', 'Please name the body.') : undefined),
  });
  if (unit === undefined) {
    return;
  }
  const year = await window.showInputBox({
    title,
    prompt: say('报告年度', 'The year that is reported on'),
    value: String(new Date().getFullYear() - 1),
    validateInput: (typed) => (/^\s*20\d\d\s*$/.test(typed) ? undefined : say('请填写四位数的年份。', 'Please write the year with four digits.')),
  });
  if (year === undefined) {
    return;
  }
  const beginning = { unit: unit.trim(), year: Number(year) };
  const editions = await writer.editions(beginning.year);
  if (editions.length < 2) {
    await opened(writer, beginning);
    return;
  }
  const chosen = await window.showQuickPick(editions.map((edition) => shown(edition, beginning.year)), {
    title,
    placeHolder: say('格式版本', 'The edition of the form'),
  });
  if (chosen !== undefined) {
    await opened(writer, { ...beginning, edition: chosen.id });
  }
}

/** An edition as it is offered. */
function shown({ id, name, isPrescribed }: Edition, year: number): QuickPickItem & { id: string } {
  const prescribed = say(`${year} 年度报告的规定格式`, `prescribed for reports on ${year}`);
  return isPrescribed ? { id, label: name, description: prescribed } : { id, label: name };
}

async function opened(writer: Writer, beginning: Beginning): Promise<void> {
  try {
    const text = await writer.begin(beginning);
    if (text === undefined) {
      void window.showWarningMessage(say('核对程序没有运行，不能新建报告。', 'The program is not running; no report can be begun.'));
      return;
    }
    const document = await unsaved(text);
    const editor = await window.showTextDocument(document);
    const gap = GAP.exec(document.getText());
    if (gap !== null) {
      editor.selection = new Selection(document.positionAt(gap.index), document.positionAt(gap.index + gap[0].length));
      editor.revealRange(editor.selection);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showWarningMessage(say(`不能新建报告：${reason}`, `The report cannot be begun: ${reason}`));
  }
}

/** A text that is not saved yet; named after its title where a folder is open and has no such file, so that saving asks nothing. */
async function unsaved(content: string): Promise<TextDocument> {
  const folder = firstFolder();
  const title = /^# (.+)$/m.exec(content)?.[1]?.replace(/[\\/:*?"<>|]/g, '');
  if (folder === undefined || title === undefined) {
    return workspace.openTextDocument({ language: 'markdown', content });
  }
  const file = Uri.file(path.join(folder.fsPath, `${title}.md`));
  const isThere = await workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  const known = workspace.textDocuments.some((open) => open.uri.path === file.path);
  if (isThere || known) {
    return workspace.openTextDocument({ language: 'markdown', content });
  }
  const document = await workspace.openTextDocument(file.with({ scheme: 'untitled' }));
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(0, 0), content);
  await workspace.applyEdit(edit);
  return document;
}
