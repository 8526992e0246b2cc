// What `nianbao check --output-format json` prints. Nothing here knows VS Code.

export interface Place {
  /** From 1. */
  readonly line: number;
  /** In UTF-16 units, from 1. */
  readonly utf16Column: number;
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
  /** By its name for people. */
  readonly encoding: string;
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
