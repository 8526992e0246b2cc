// The page that holds what the server draws: nothing may be loaded, and only its own script runs. Nothing here knows VS Code.

/** Line and character of the beginning, line and character of the end. */
export type Place = readonly [number, number, number, number];

/** A place that the page names, in the text or in another file, `ready`, or `undefined` for anything else. */
export function at(message: unknown): { readonly at: Place; readonly file: string | undefined } | 'ready' | undefined {
  if (typeof message !== 'object' || message === null) {
    return undefined;
  }
  if ('ready' in message) {
    return 'ready';
  }
  const written = 'at' in message && typeof message.at === 'string' ? message.at : '';
  const file = 'file' in message && typeof message.file === 'string' ? message.file : undefined;
  const parts = /^(\d{1,9}):(\d{1,9})-(\d{1,9}):(\d{1,9})$/.exec(written)?.slice(1).map(Number);
  // Only files are led to.
  const isKnown = parts !== undefined && (file === undefined || file.startsWith('file:'));
  return isKnown ? { at: parts as unknown as Place, file } : undefined;
}

/** The page, before the first report is drawn. */
export function shell(nonce: string, language: string): string {
  const allowed = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${allowed}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${nonce}">${LOOKS}</style>
<style nonce="${nonce}" id="style"></style>
</head>
<body><main id="sheets"></main><div id="said" role="status"></div><script nonce="${nonce}">${SCRIPT}</script></body>
</html>`;
}

/** The looks round the sheet. Colours of the sheet follow the theme of the editor, not that of the system. */
const LOOKS = `
body { margin: 0; padding: 12px 8px 48px; }
body .nb-sheet { margin-bottom: 16px; box-shadow: 0 1px 6px rgba(0, 0, 0, .35); font-size: 12pt; padding: 10mm 9mm; }
body .nb-sheet h1 { font-size: 17pt; }
body .nb-sheet h2, body .nb-sheet h3 { font-size: 12pt; }
body .nb-sheet table { font-size: 9pt; }
body .nb-sheet table.nb-wide { font-size: 8pt; }
body.vscode-light .nb-sheet, body.vscode-high-contrast-light .nb-sheet {
  --nb-paper: #fff; --nb-ink: #111; --nb-rule: #333; --nb-head: #f3f4f6;
  --nb-error: #c62828; --nb-error-fill: #fde3e1; --nb-warning: #9a5b00; --nb-warning-fill: #fff0d0; --nb-information: #1558b0; --nb-information-fill: #e2eefc;
}
body.vscode-dark .nb-sheet, body.vscode-high-contrast .nb-sheet {
  --nb-paper: #1e1f22; --nb-ink: #e4e4e6; --nb-rule: #8a8d93; --nb-head: #2a2c31;
  --nb-error: #ff8a80; --nb-error-fill: #4a1f1f; --nb-warning: #ffc46b; --nb-warning-fill: #463414; --nb-information: #8ab8ff; --nb-information-fill: #1d3250;
}
body.vscode-high-contrast .nb-sheet { --nb-paper: #000; --nb-ink: #fff; --nb-rule: #fff; }
[data-at] { cursor: pointer; }
.nb-sheet .here { outline: 2px solid var(--vscode-focusBorder) !important; outline-offset: -2px; }
#said { position: fixed; inset: auto 0 0 0; padding: 6px 12px; white-space: pre-line; background: var(--vscode-editorWidget-background); color: var(--vscode-editorWidget-foreground); border-top: 1px solid var(--vscode-editorWidget-border, transparent); font: var(--vscode-font-size) var(--vscode-font-family); }
#said:empty { display: none; }
@media print { #said { display: none; } }
`;

/** Runs in the page. What it draws comes from the server, which escapes whatever a report says. */
const SCRIPT = `
const editor = acquireVsCodeApi();
const sheets = document.getElementById('sheets');
const said = document.getElementById('said');
const placeOf = (element) => element.dataset.at.split(/[:-]/).map(Number);
const covers = ([line, character, endLine, endCharacter], [atLine, atCharacter]) =>
  (line < atLine || (line === atLine && character <= atCharacter)) && (atLine < endLine || (atLine === endLine && atCharacter <= endCharacter));
const own = () => [...sheets.querySelectorAll('[data-at]')].filter((element) => element.closest('[data-uri], .nb-summary') === null);
let last;
function reveal(at) {
  last = at;
  for (const here of sheets.querySelectorAll('.here')) here.classList.remove('here');
  const all = own().filter((element) => covers(placeOf(element), at));
  const size = (element) => { const [a, b, c, d] = placeOf(element); return (c - a) * 100000 + (d - b); };
  const inner = all.sort((one, other) => size(one) - size(other))[0];
  if (inner !== undefined) {
    inner.classList.add('here');
    inner.scrollIntoView({ block: 'nearest' });
  }
}
window.addEventListener('message', ({ data }) => {
  if (data.reveal !== undefined) {
    reveal(data.reveal);
  } else if (data.nothing !== undefined) {
    sheets.replaceChildren();
    said.textContent = data.nothing;
  } else if (data.html !== undefined) {
    const top = window.scrollY;
    document.getElementById('style').textContent = data.style;
    sheets.innerHTML = data.html;
    said.textContent = '';
    window.scrollTo(0, top);
    if (last !== undefined) for (const element of own().filter((element) => covers(placeOf(element), last)).slice(-1)) element.classList.add('here');
  }
});
const tell = ({ target }) => { said.textContent = target.closest?.('[title]')?.title ?? ''; };
document.addEventListener('mouseover', tell);
document.addEventListener('focusin', tell);
const lead = (element) => { if (element !== null && element !== undefined) editor.postMessage({ at: element.dataset.at, file: element.closest('[data-uri]')?.dataset.uri }); };
document.addEventListener('click', ({ target }) => lead(target.closest('[data-at]')));
document.addEventListener('keydown', ({ key, target }) => { if (key === 'Enter') lead(target.closest('[data-at]')); });
editor.postMessage({ ready: true });
`;
