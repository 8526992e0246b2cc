// The texts that may be reports: by their language, and only those that a person writes in, not old versions of them or logs.

import { languages, type TextDocument } from 'vscode';

/** Word, Excel and PDF, read as text that can only be looked at. */
export const DOCUMENT_SCHEME = 'nianbao-document';

const LANGUAGES = ['plaintext', 'markdown', 'html'];
const SCHEMES = ['file', 'vscode-vfs', 'vscode-remote'];

/** For the language client and the status. */
export const SELECTOR: { scheme: string; language?: string }[] = [
  ...SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))),
  { scheme: DOCUMENT_SCHEME },
  // VS Code guesses the language of a text without a name, and takes a report for any of them.
  { scheme: 'untitled' },
];

/** Whether a text may be a report. */
export function mayBeReport(document: TextDocument): boolean {
  return languages.match(SELECTOR, document) > 0;
}
