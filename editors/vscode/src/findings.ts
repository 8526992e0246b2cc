// What `nianbao check --output-format json` prints, and where its places are in a text as VS Code counts.
// The program counts characters from 1, VS Code UTF-16 units from 0. Nothing here knows VS Code.

export interface Place {
  /** From 1. */
  readonly line: number;
  /** In characters, from 1. */
  readonly column: number;
}

export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly range: { readonly start: Place; readonly end: Place };
}

export interface CheckedFile {
  /** Relative to where the program ran, or absolute. */
  readonly path: string;
  readonly findings: readonly Finding[];
}

/** The files in the program's output; throws if it is something else. */
export function checkedFiles(printed: string): readonly CheckedFile[] {
  const read = JSON.parse(printed) as { version?: unknown; files?: unknown };
  if (read.version !== 1 || !Array.isArray(read.files)) {
    throw new Error('not the output of nianbao check');
  }
  return read.files as CheckedFile[];
}

/** Lines as the program counts them. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/** A place as line and UTF-16 unit, both from 0. A place behind the end of its line becomes that end. */
export function utf16Place(lines: readonly string[], place: Place): { line: number; unit: number } {
  const line = lines[place.line - 1] ?? '';
  let unit = 0;
  let left = place.column - 1;
  for (const character of line) {
    if (left === 0) {
      break;
    }
    unit += character.length;
    left -= 1;
  }
  return { line: place.line - 1, unit };
}

/** The text of a file in the encodings that the program reads, without its byte order mark. */
export function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return new TextDecoder('utf-16le').decode(bytes);
  }
  if (first === 0xfe && second === 0xff) {
    return new TextDecoder('utf-16be').decode(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
