// A new report: asks for the body and the year, and leads through the blanks of the report; or goes on from last year's.

import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { SnippetString, window, workspace, type ExtensionContext, type TextDocument } from 'vscode';
import { reportAt } from './commands';
import { begun } from './snippet';
import { say } from './words';

/** Opens next year's report, as `begin` begins it from the one in front. */
export async function nextReport(begin: (last: TextDocument) => Promise<string | undefined>): Promise<void> {
  const last = reportAt(undefined);
  if (last === undefined) {
    return;
  }
  try {
    const content = await begin(last);
    if (content !== undefined) {
      await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content }));
    }
  } catch (error) {
    void window.showWarningMessage(say(`不能由这份报告新建：${String(error)}`, `Next year's report cannot be begun from this one: ${String(error)}`));
  }
}

/** Opens a text without a name that holds a report with everything but its contents. */
export async function newReport(context: ExtensionContext): Promise<void> {
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
  const file = path.join(context.extensionUri.fsPath, 'out', 'snippets', 'markdown.json');
  const body = begun(readFileSync(file, 'utf8'), unit.trim(), year.trim());
  const editor = await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown' }));
  await editor.insertSnippet(new SnippetString(body));
}
