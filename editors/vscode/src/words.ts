// Both wordings of everything the extension says, side by side; the server's messages follow the same setting.

import { env, workspace } from 'vscode';

/** Whether Chinese is spoken: the setting decides, else the language of VS Code. */
function speaksChinese(): boolean {
  const wished = workspace.getConfiguration('nianbao').get<string>('locale', 'auto');
  const language = wished === 'auto' ? env.language : wished;
  return language.toLowerCase().startsWith('zh');
}

/** One of two wordings. */
export function say(chinese: string, english: string): string {
  return speaksChinese() ? chinese : english;
}

/** The language to ask the program for. */
export function localeName(): string {
  return speaksChinese() ? 'zh-CN' : 'en';
}
