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

/** A file that was not checked. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
  /** For people, with the name of the file. */
  readonly message: string;
  /** Whether it should have been checked. */
  readonly failed: boolean;
}

export interface Checked {
  readonly files: readonly CheckedFile[];
  readonly skipped: readonly SkippedFile[];
}

/** What the program has printed; throws if it is something else. */
export function checked(printed: string): Checked {
  const read = JSON.parse(printed) as { version?: unknown; files?: unknown; skipped?: unknown };
  const { files, skipped } = read;
  if (read.version !== 1 || !Array.isArray(files) || !Array.isArray(skipped)) {
    throw new Error('not the output of nianbao check');
  }
  return { files, skipped };
}

/** Files that a person may take for reports: why they were not checked is shown where they are, not only counted. */
const WORTH_SHOWING = new Set(['other-format', 'unknown-encoding', 'too-large']);

/** Whether it is to be shown beside the file that it was not checked, as something to mend or as something to know. */
export function howToShow({ reason, failed }: SkippedFile): 'warning' | 'information' | undefined {
  if (failed && reason !== 'vanished') {
    return 'warning';
  }
  return WORTH_SHOWING.has(reason) ? 'information' : undefined;
}
