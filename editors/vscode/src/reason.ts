// Entries of a nianbao.toml, and the reason that each gives. Nothing here knows VS Code.

/** The text with `reason` as the reason of its last entry. */
export function reasonInto(text: string, reason: string): string {
  const key = text.lastIndexOf('\nreason = ');
  if (key < 0) {
    return text;
  }
  const end = text.indexOf('\n', key + 1);
  // What JSON writes between quotes, TOML reads.
  return `${text.slice(0, key)}\nreason = ${JSON.stringify(reason)}${end < 0 ? '' : text.slice(end)}`;
}

/** What to add to the end of a text so that `entry` stands there, after an empty line. */
export function behind(text: string, entry: string): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const between = text === '' ? '' : text.endsWith('\n') ? newline : newline + newline;
  return between + entry.trimStart().replace(/\r?\n/g, newline);
}
