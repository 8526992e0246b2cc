// Runs the program over files on the disk, with the settings of the editor.

import { spawn } from 'node:child_process';
import type { CancellationToken, LogOutputChannel } from 'vscode';
import { checked, type Checked } from './findings';
import { settingsAsSet } from './settings';
import { localeName } from './words';

/** What `program` finds in `files`, named as seen from `folder`; `undefined` if the user has had enough. */
export async function check(
  program: string,
  folder: string,
  files: readonly string[],
  log: LogOutputChannel,
  token?: CancellationToken,
): Promise<Checked | undefined> {
  const settings = JSON.stringify(settingsAsSet());
  const args = ['check', '--output-format', 'json', '--locale', localeName(), '--editor-settings', settings, '--', ...files];
  const { output, notices, code } = await run(program, folder, args, token);
  if (notices !== '') {
    log.info(notices);
  }
  if (token?.isCancellationRequested) {
    return undefined;
  }
  if (output === '') {
    throw new Error(notices || `exit ${code}`);
  }
  return checked(output);
}

interface Ended {
  readonly output: string;
  readonly notices: string;
  readonly code: number | null;
}

function run(program: string, folder: string, args: readonly string[], token?: CancellationToken): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: folder, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const cancelled = token?.onCancellationRequested(() => child.kill());
    const printed: Buffer[] = [];
    const said: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => printed.push(part));
    child.stderr.on('data', (part: Buffer) => said.push(part));
    child.on('error', reject);
    child.on('close', (code) => {
      cancelled?.dispose();
      resolve({ output: Buffer.concat(printed).toString(), notices: Buffer.concat(said).toString().trim(), code });
    });
  });
}
