// What VS Code offers while a report is written: sentences with the numbers of the tables, totals that follow their parts, a report begun, its page.
//
// Surroundings: as for session.test.mjs.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Workbench } from './workbench.mjs';

const { NIANBAO_VSIX, NIANBAO_VSCODE, NIANBAO_BROWSER, NIANBAO_ARTEFACTS } = process.env;
const repository = (name) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
const whole = repository('examples/reports/markdown.md');
const written = whole.split('\n').find((line) => line.startsWith('收到政府信息公开申请'));
const folder = mkdtempSync(path.join(tmpdir(), 'nianbao-writing-'));
const onDisk = (name) => readFileSync(path.join(folder, name), 'utf8');
const lineOf = (text, words) => text.split('\n').findIndex((line) => line.includes(words)) + 1;

let bench;
before(async () => {
  writeFileSync(path.join(folder, '报告.md'), whole.replace(written, '此处待写'));
  writeFileSync(path.join(folder, '跟随.md'), whole);
  bench = await Workbench.open({
    installed: NIANBAO_VSCODE,
    browser: NIANBAO_BROWSER,
    vsix: NIANBAO_VSIX,
    folder,
    settings: { 'nianbao.locale': 'zh-CN', 'nianbao.followTotals': true, 'workbench.colorTheme': 'Default Light Modern' },
    screenshots: NIANBAO_ARTEFACTS,
  });
});
after(async () => {
  await bench?.close();
  rmSync(folder, { recursive: true, force: true });
});

const isKnown = () => bench.seen('the report known', async () => (await bench.status()).includes('年报核对'));

test('a sentence with the numbers of the table is chosen from the list', async () => {
  await bench.openFile('报告.md');
  await isKnown();
  const line = lineOf(onDisk('报告.md'), '此处待写');
  await bench.goTo(line, 1);
  await bench.press('Shift+End');
  await bench.page.keyboard.type('2024年，本机关共');
  const offered = bench.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: '2024年，本机关共收到政府信息公开申请19件' }).first();
  await bench.seen('the sentence', async () => {
    await bench.press('Control+Space');
    return offered.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
  });
  await bench.screenshot('completion');
  await offered.click();
  const sentence = '2024年，本机关共收到政府信息公开申请19件，上年结转0件；办结18件，结转下年度继续办理1件。';
  await bench.seen('the sentence in the text', async () => (await bench.line('2024年，本机关共')) === sentence);
  await bench.save();
  assert.ok(onDisk('报告.md').includes(sentence));
  await bench.seen('no problem with it', async () => /没有发现问题|没有问题|0 个问题/.test(await bench.status()));
});

test('a part is changed and saved, and the totals follow', async () => {
  await bench.openFile('跟随.md');
  await isKnown();
  const row = whole.split('\n').find((line) => line.startsWith('| 一、本年新收'));
  assert.ok(row.includes('| 11 | 5 | 1 | 0 | 2 | 0 | 19 |'), row);
  await bench.goTo(lineOf(whole, '| 一、本年新收'), row.indexOf('| 11 |') + 5);
  await bench.press('Backspace');
  await bench.page.keyboard.type('2');
  await bench.seen('what was changed', async () => (await bench.squiggles()) > 0);
  await bench.screenshot('part-changed');
  await bench.save();
  await bench.seen('the total on the disk', () => onDisk('跟随.md').includes('| 12 | 5 | 1 | 0 | 2 | 0 | 20 |'));
  // One more came in, and none more was dealt with.
  const left = (text) => text.split('\n').find((line) => line.startsWith('| 四、结转')).match(/\d+/g).map(Number);
  assert.deepEqual(left(onDisk('跟随.md')), left(whole).map((number, at) => (at === 0 || at === 6 ? number + 1 : number)));
  await bench.screenshot('totals-followed');
});

test('sections and header rows fold', async () => {
  await bench.goTo(1, 1);
  const shown = async () => (await bench.page.locator('.editor-instance .view-line').allTextContents()).map((line) => line.replaceAll('\u00a0', ' '));
  await bench.command('Fold All');
  await bench.seen('nothing but headings', async () => (await shown()).every((line) => !line.startsWith('| ')));
  await bench.screenshot('all-folded');
  await bench.command('Unfold All');
});

test('the line over a table opens the page', async () => {
  await bench.goTo(lineOf(whole, '| 规章'), 1);
  const lens = bench.page.locator('.editor-instance .codelens-decoration:visible a', { hasText: '预览' }).first();
  await lens.waitFor();
  await bench.screenshot('lens-with-page');
  await lens.click();
  await bench.page.frameLocator('iframe.webview').frameLocator('#active-frame').locator('.nb-sheet h1').waitFor();
  await bench.command('View: Close All Editors');
});

/** Answers what is asked for; where the workspace has settled the edition, it is not. */
async function begin(unit, year, edition) {
  await bench.command('Nianbao 年报: New Annual Report');
  const box = bench.page.locator('.quick-input-widget:not([style*="display: none"])');
  await box.filter({ hasText: '机关名称' }).locator('input').first().fill(unit);
  await bench.press('Enter');
  await box.filter({ hasText: '报告年度' }).locator('input').first().fill(year);
  await bench.press('Enter');
  if (edition !== undefined) {
    await box.locator('.monaco-list-row', { hasText: edition }).first().waitFor();
    await bench.screenshot(`edition-of-${year}`);
    await box.locator('.monaco-list-row', { hasText: edition }).first().click();
  }
}

test('a new report stands in the folder under its title once it is saved', async () => {
  await begin('北桥县财政局', '2024', '2021年格式');
  await bench.page.waitForSelector('.tab.active[data-resource-name^="北桥县财政局"]');
  await bench.goTo(1, 1);
  await bench.seen('the report', async () => (await bench.line('# 北桥县')) === '# 北桥县财政局2024年政府信息公开工作年度报告');
  await bench.screenshot('begun');
  await bench.save();
  const text = onDisk('北桥县财政局2024年政府信息公开工作年度报告.md');
  assert.ok(text.includes('## 六、其他需要报告的事项') && text.includes('____'), text);
});

test('a new report is written on the edition that is chosen, while the program is only being started too', async () => {
  await bench.command('Nianbao 年报: Restart Server');
  await begin('北桥县审计局', '2021', '2019年格式');
  await bench.page.waitForSelector('.tab.active[data-resource-name^="北桥县审计局"]');
  await bench.save();
  await bench.seen('the report', () => onDisk('北桥县审计局2021年政府信息公开工作年度报告.md').includes('政府集中采购'));
});

test('a new report is written on the edition of the workspace', async () => {
  const own = repository('src/form/editions/2021.toml')
    .replace('id = "2021"', 'id = "own"')
    .replace('title = "其他需要报告的事项"', 'title = "其他说明"');
  mkdirSync(path.join(folder, '版本'));
  writeFileSync(path.join(folder, '版本/own.toml'), own);
  writeFileSync(path.join(folder, 'nianbao.toml'), 'edition = "own"\nedition-files = ["版本/own.toml"]\n');
  await bench.command('Nianbao 年报: Restart Server');
  await bench.command('View: Close All Editors');
  await bench.seen('the report on its own edition', async () => {
    await begin('南桥县水利局', '2024');
    await bench.page.waitForSelector('.tab.active[data-resource-name^="南桥县水利局"]');
    await bench.save();
    return onDisk('南桥县水利局2024年政府信息公开工作年度报告.md').includes('## 六、其他说明');
  });
});
