// The reason of the entry that was written last in a nianbao.toml. Nothing here knows VS Code.

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
