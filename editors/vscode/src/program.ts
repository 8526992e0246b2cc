// Which program to run. In: settings and surroundings. Out: candidates in their order, and the first of them that answers.
// Nothing here knows VS Code or touches the disk by itself, so all of it is tested with plain values.

import * as path from 'node:path';

/** Where a candidate was named. */
export type Source = 'setting' | 'environment' | 'bundled' | 'PATH';

export interface Candidate {
  readonly path: string;
  readonly source: Source;
}

export interface Surroundings {
  /** `nianbao.path` as the user wrote it. */
  readonly setting: string;
  /** `NIANBAO_SERVER_PATH`, for those who work on the program itself. */
  readonly environment: string | undefined;
  /** The extension's own folder. */
  readonly extensionFolder: string;
  /** The value of `PATH`. */
  readonly searchPath: string | undefined;
  readonly home: string;
  /** The first workspace folder. */
  readonly folder: string | undefined;
  /** Whether the user trusts the workspace: if not, nothing that may come from it is run. */
  readonly trusted: boolean;
  readonly windows: boolean;
}

/** Everything that might be the program, the most wanted first. Whether it is there, `firstThatAnswers` finds out. */
export function candidates(at: Surroundings): Candidate[] {
  const paths = at.windows ? path.win32 : path.posix;
  const name = at.windows ? 'nianbao.exe' : 'nianbao';
  const found: Candidate[] = [];
  const add = (source: Source, candidate: string | undefined): void => {
    if (candidate !== undefined && paths.isAbsolute(candidate) && mayRun(candidate, at)) {
      found.push({ path: paths.normalize(candidate), source });
    }
  };
  add('setting', expand(at.setting.trim(), at));
  add('environment', at.environment);
  add('bundled', paths.join(at.extensionFolder, 'server', name));
  for (const folder of (at.searchPath ?? '').split(paths.delimiter)) {
    // An empty or relative entry would mean whatever lies in the current folder.
    add('PATH', folder === '' ? undefined : paths.join(folder, name));
  }
  return found;
}

/** The setting with `~` and `${workspaceFolder}` replaced; relative paths start at the workspace folder. */
export function expand(setting: string, at: Pick<Surroundings, 'home' | 'folder' | 'windows'>): string | undefined {
  if (setting === '') {
    return undefined;
  }
  const paths = at.windows ? path.win32 : path.posix;
  const atHome = /^~(?=$|[\\/])/.test(setting) ? at.home + setting.slice(1) : setting;
  if (at.folder === undefined) {
    return atHome.includes('${workspaceFolder}') || !paths.isAbsolute(atHome) ? undefined : atHome;
  }
  return paths.resolve(at.folder, atHome.replaceAll('${workspaceFolder}', at.folder));
}

function mayRun(candidate: string, at: Surroundings): boolean {
  if (at.trusted || at.folder === undefined) {
    return true;
  }
  const paths = at.windows ? path.win32 : path.posix;
  const below = paths.relative(at.folder, candidate);
  return below.startsWith('..') || paths.isAbsolute(below);
}

/** What a candidate said when it was asked for its version. */
export type Answer = { readonly version: string } | { readonly failure: string };

export interface Found {
  readonly candidate: Candidate;
  readonly version: string;
}

export interface Search {
  readonly found: Found | undefined;
  /** Candidates that are there but do not answer, with what they said instead. */
  readonly failures: { readonly candidate: Candidate; readonly failure: string }[];
}

/** Asks the candidates that exist for their version, one after the other, until one answers as nianbao does. */
export async function firstThatAnswers(
  all: readonly Candidate[],
  exists: (path: string) => boolean,
  ask: (path: string) => Promise<Answer>,
): Promise<Search> {
  const failures: { candidate: Candidate; failure: string }[] = [];
  for (const candidate of all) {
    if (!exists(candidate.path)) {
      if (candidate.source === 'setting') {
        failures.push({ candidate, failure: 'ENOENT' });
      }
      continue;
    }
    const answer = await ask(candidate.path);
    if ('version' in answer) {
      return { found: { candidate, version: answer.version }, failures };
    }
    failures.push({ candidate, failure: answer.failure });
  }
  return { found: undefined, failures };
}

/** The version in what `nianbao --version` prints. */
export function versionIn(printed: string): string | undefined {
  return /^nianbao (\S+)/.exec(printed)?.[1];
}
