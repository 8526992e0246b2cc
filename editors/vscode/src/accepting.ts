// A reviewed problem is noted in nianbao.toml by an edit of the server. Here the reason is asked for, and the file saved: no form is filled in by hand.

import * as path from 'node:path';
import { CodeAction, Range, Uri, window, workspace, WorkspaceEdit, type Command } from 'vscode';
import { reasonInto } from './reason';
import { say } from './words';

export const ACCEPT = 'nianbao.acceptProblem';

/** Lets those actions that note a problem ask for the reason first. */
export function askingForReasons<T extends CodeAction | Command>(actions: T[] | null | undefined): T[] | null | undefined {
  for (const action of actions ?? []) {
    const notebook = action instanceof CodeAction ? notebookIn(action.edit) : undefined;
    if (action instanceof CodeAction && notebook !== undefined) {
      action.command = { command: ACCEPT, title: action.title, arguments: [action.edit, notebook] };
      delete action.edit;
      // VS Code puts what names a problem before what concerns the whole report.
      delete action.diagnostics;
    }
  }
  return actions;
}

/** The nianbao.toml that an edit writes into. */
function notebookIn(edit: WorkspaceEdit | undefined): Uri | undefined {
  return edit?.entries().find(([uri]) => path.posix.basename(uri.path) === 'nianbao.toml')?.[0];
}

/** Asks for the reason, notes the problem, and saves what was written. */
export async function acceptProblem(edit: unknown, notebook: unknown): Promise<void> {
  if (!(edit instanceof WorkspaceEdit) || !(notebook instanceof Uri)) {
    return;
  }
  const reason = await window.showInputBox({
    title: say('接受此问题', 'Accept this problem'),
    prompt: say('为什么没有问题？写给以后查看的人，记入 nianbao.toml。', 'Why is it right after all? For whoever reads nianbao.toml later.'),
    validateInput: (typed) => (typed.trim() === '' ? say('请写明理由。', 'Please say why.') : undefined),
  });
  if (reason === undefined || !(await workspace.applyEdit(edit))) {
    return;
  }
  const document = await workspace.openTextDocument(notebook);
  const text = document.getText();
  const written = new WorkspaceEdit();
  written.replace(notebook, new Range(document.positionAt(0), document.positionAt(text.length)), reasonInto(text, reason.trim()));
  await workspace.applyEdit(written);
  await document.save();
}
