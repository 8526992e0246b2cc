// Asks a program for its version before it is trusted with reports, so that a wrong path is said in one clear sentence.

import { execFile } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import * as os from 'node:os';
import { Uri, workspace, type ExtensionContext } from 'vscode';
import { candidates, firstThatAnswers, versionIn, type Answer, type Search } from './program';

/** Milliseconds that a program may take to say its version. */
const PATIENCE = 5000;

/** Looks for the program in all its places. */
export async function findProgram(context: ExtensionContext): Promise<Search> {
  const windows = process.platform === 'win32';
  const all = candidates({
    setting: workspace.getConfiguration('nianbao').get<string>('path', ''),
    environment: process.env['NIANBAO_SERVER_PATH'],
    extensionFolder: context.extensionUri.fsPath,
    searchPath: process.env['PATH'],
    home: os.homedir(),
    folder: firstFolder()?.fsPath,
    trusted: workspace.isTrusted,
    windows,
  });
  const ask = async (path: string): Promise<Answer> => {
    const isBundled = all.some((candidate) => candidate.path === path && candidate.source === 'bundled');
    if (isBundled && !windows) {
      makeExecutable(path);
    }
    return askVersion(path);
  };
  return firstThatAnswers(all, isFile, ask);
}

/** The first workspace folder that lies on a disk. */
export function firstFolder(): Uri | undefined {
  return workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file')?.uri;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Some hosts lose the permission to execute when they unpack an extension. */
function makeExecutable(path: string): void {
  try {
    if ((statSync(path).mode & 0o111) === 0) {
      chmodSync(path, 0o755);
    }
  } catch {
    // Asking for the version says what is wrong.
  }
}

function askVersion(path: string): Promise<Answer> {
  return new Promise((resolve) => {
    execFile(path, ['--version'], { timeout: PATIENCE, windowsHide: true }, (error, stdout, stderr) => {
      const version = versionIn(stdout);
      if (version !== undefined) {
        resolve({ version });
      } else if (error?.killed) {
        resolve({ failure: `${PATIENCE} ms` });
      } else {
        const said = (stderr || stdout || error?.message || '').trim().split('\n')[0] ?? '';
        resolve({ failure: said });
      }
    });
  });
}
