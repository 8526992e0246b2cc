// What the user has set, as the server wants it: only values that were really set. VS Code's own defaults would override `nianbao.toml`.

import { workspace } from 'vscode';

/** Settings that are the extension's own affair. */
const NOT_FOR_THE_SERVER = new Set(['path', 'trace', 'show']);

/** What is set under `nianbao` in any scope. */
export function settingsAsSet(): Record<string, unknown> {
  const configuration = workspace.getConfiguration('nianbao');
  const asSet: Record<string, unknown> = {};
  for (const key of Object.keys(configuration)) {
    const told = configuration.inspect(key);
    const isSet =
      told?.globalValue !== undefined || told?.workspaceValue !== undefined || told?.workspaceFolderValue !== undefined;
    if (isSet && !NOT_FOR_THE_SERVER.has(key)) {
      asSet[key] = configuration.get(key);
    }
  }
  if (!workspace.isTrusted) {
    // What came with the workspace, `nianbao.toml` too, may not have texts changed without a click.
    asSet['trusted'] = false;
  }
  return asSet;
}
