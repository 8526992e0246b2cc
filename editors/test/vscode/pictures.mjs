// Takes the pictures of the READMEs and the walkthrough. Surroundings as in session.test.mjs, and NIANBAO_PICTURES (where they go).

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Workbench } from './workbench.mjs';

const { NIANBAO_VSIX, NIANBAO_VSCODE, NIANBAO_BROWSER, NIANBAO_PICTURES } = process.env;
const report = '2023年年度报告.md';
const bundled = (name) => readFileSync(new URL(`../../../examples/reports/${name}`, import.meta.url), 'utf8');
const text = bundled('faulty.md');
const lineOf = (words) => text.split('\n').findIndex((line) => line.includes(words)) + 1;

/** Opens the report in a window of its own, does something there, and leaves nothing behind. */
async function inWindow(viewport, scale, settings, act, name = report, content = text) {
  const folder = mkdtempSync(path.join(tmpdir(), 'nianbao-pictures-'));
  writeFileSync(path.join(folder, name), content);
  const common = { installed: NIANBAO_VSCODE, browser: NIANBAO_BROWSER, vsix: NIANBAO_VSIX, screenshots: NIANBAO_PICTURES };
  const all = { 'nianbao.locale': 'zh-CN', 'breadcrumbs.enabled': false, 'window.commandCenter': false, ...settings };
  const bench = await Workbench.open({ ...common, folder, settings: all, viewport, scale });
  try {
    await bench.openFile(name);
    await bench.seen('it is checked', async () => (await bench.status()).includes('年报核对：'));
    await act(bench);
  } finally {
    await bench.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts the cursor there and its line in the middle of the window. */
async function show(bench, line, column) {
  await bench.goTo(line, 1);
  await bench.goTo(line, column);
}

// For the READMEs: the whole window.
await inWindow({ width: 1280, height: 800 }, 1, {}, async (bench) => {
  await bench.showProblems();
  const blank = lineOf('1.信访举报投诉类申请');
  await show(bench, blank, text.split('\n')[blank - 1].length);
  await bench.lightBulb();
  await bench.screenshot('quick-fix');
});

// A total that is wrong: its sum, the sentence that states it, what it should be.
await inWindow({ width: 1120, height: 760 }, 1.5, { 'editor.lineNumbers': 'off', 'editor.folding': false, 'editor.wordWrap': 'off' }, async (bench) => {
  await bench.press('Control+KeyB');
  const wrong = lineOf('一、本年新收政府信息公开申请数量');
  await bench.seen('its hint', async () => {
    await show(bench, wrong, text.split('\n')[wrong - 1].length - 3);
    return (await bench.line('| 一、本年新收')).includes('＝24');
  });
  await bench.command('Show or Focus Hover');
  await bench.page.locator('.monaco-hover:not(.hidden) .hover-contents', { hasText: '相差' }).waitFor();
  await bench.screenshot('hover');
});

// A sentence made from the tables, offered where one is begun.
const clean = bundled('markdown.md');
const told = clean.split('\n').find((line) => line.startsWith('收到政府信息公开申请'));
const begun = clean.replace(told, '');
await inWindow({ width: 1120, height: 420 }, 1.5, { 'editor.lineNumbers': 'off', 'editor.folding': false }, async (bench) => {
  await bench.press('Control+KeyB');
  await show(bench, clean.split('\n').indexOf(told) + 1, 1);
  await bench.page.keyboard.type('2024年，本');
  const offered = bench.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: '收到政府信息公开申请19件' }).first();
  await bench.seen('the sentence', async () => {
    await bench.press('Control+Space');
    return offered.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
  });
  await bench.screenshot('completion');
}, '2024年年度报告.md', begun);

// For the walkthrough, which shows a picture half as wide as the window: little, and large.
const calm = { 'workbench.activityBar.location': 'hidden', 'editor.fontSize': 13, 'editor.lineNumbers': 'off', 'editor.folding': false };
await inWindow({ width: 680, height: 440 }, 2, calm, async (bench) => {
  await bench.press('Control+KeyB');
  await bench.showProblems();
  await show(bench, lineOf('一、本年新收政府信息公开申请数量'), 1);
  await bench.screenshot('walkthrough-open');
  await bench.press('Control+Shift+KeyM');
  await bench.press('Control+Shift+KeyM');
  const blank = lineOf('1.信访举报投诉类申请');
  await show(bench, blank, text.split('\n')[blank - 1].length);
  await bench.lightBulb();
  await bench.screenshot('walkthrough-fix');
  await bench.press('Escape');
  const wrong = lineOf('一、本年新收政府信息公开申请数量');
  await show(bench, wrong, text.split('\n')[wrong - 1].length - 2);
  const offered = await bench.lightBulb();
  for (let step = 0; step < offered.findIndex((title) => title.startsWith('接受')); step += 1) {
    await bench.press('ArrowDown');
  }
  await bench.screenshot('walkthrough-accept');
  await bench.press('Escape');
  await show(bench, blank, 1);
  await bench.command('Nianbao 年报: Fix Everything');
  await bench.seen('the total', async () => (await bench.line('|  | （五）不予处理')).endsWith('| 0 | 2 |'));
  await bench.save();
  await bench.screenshot('walkthrough-save');
});
