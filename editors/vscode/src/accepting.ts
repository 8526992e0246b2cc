// A reviewed problem is noted in nianbao.toml by an edit of the server. Here the reason is asked for, and the file saved: no form is filled in by hand.

import * as path from 'node:path';
import { CodeAction, Position, Uri, window, workspace, WorkspaceEdit, type Command } from 'vscode';
import { behind, reasonInto } from './reason';
import { UNREADABLE } from './status';
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

/** Asks for the reason, notes the problem, and saves what was written, unless something else would be saved with it. */
export async function acceptProblem(edit: unknown, notebook: unknown): Promise<void> {
  if (!(edit instanceof WorkspaceEdit) || !(notebook instanceof Uri)) {
    return;
  }
  const reason = await window.showInputBox({
    title: say('接受此问题', 'Accept this problem'),
    prompt: say('为什么没有问题？写给以后查看的人，记入 nianbao.toml。', 'Why is it right after all? For whoever reads nianbao.toml later.'),
    validateInput: (typed) => (typed.trim() === '' ? say('请写明理由。', 'Please say why.') : undefined),
  });
  if (reason === undefined) {
    return;
  }
  const entry = reasonInto(entryIn(edit, notebook), reason.trim());
  if (!(await exists(notebook))) {
    const created = new WorkspaceEdit();
    created.createFile(notebook, { ignoreIfExists: true });
    created.insert(notebook, new Position(0, 0), entry);
    if (await workspace.applyEdit(created)) {
      await (await workspace.openTextDocument(notebook)).save();
    }
    return;
  }
  const document = await workspace.openTextDocument(notebook);
  const [text, hasUnsavedEdits] = [document.getText(), document.isDirty];
  if (text.includes(UNREADABLE)) {
    // What cannot be read would be saved as it looks.
    const message = say('nianbao.toml 显示为乱码，请先按正确的编码打开。', 'nianbao.toml is shown in a wrong encoding. Reopen it in the right one first.');
    void window.showErrorMessage(message);
    return;
  }
  const written = new WorkspaceEdit();
  // The server knows the file as it is on the disk; here it may be another text by now.
  written.insert(notebook, document.positionAt(text.length), behind(text, entry));
  if ((await workspace.applyEdit(written)) && !hasUnsavedEdits) {
    await document.save();
  }
}

/** The entry that an edit writes. */
function entryIn(edit: WorkspaceEdit, notebook: Uri): string {
  return edit.get(notebook).map((written) => written.newText).join('');
}

function exists(file: Uri): Thenable<boolean> {
  return workspace.fs.stat(file).then(() => true, () => false);
}
