// A report and last year's, as a writer meets them in VS Code: one is open, the other lies in the workspace and changes there.
//
// Surroundings: as for session.test.mjs.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Workbench } from './workbench.mjs';

const { NIANBAO_VSIX, NIANBAO_VSCODE, NIANBAO_BROWSER, NIANBAO_ARTEFACTS } = process.env;
const thisYear = readFileSync(new URL('../../../examples/reports/markdown.md', import.meta.url), 'utf8');
const CARRIED_OUT = '| 四、结转下年度继续办理 |  |  | 0 | 0 | 0 | 0 | 1 | 0 | 1 |';
const lastYear = thisYear.replaceAll('2024年', '2023年');
const fitting = lastYear.replace(CARRIED_OUT, CARRIED_OUT.replaceAll('1', '0'));
const folder = mkdtempSync(path.join(tmpdir(), 'nianbao-years-'));
const at = (name) => path.join(folder, name);

let bench;
before(async () => {
  assert.notEqual(fitting, lastYear);
  for (const year of ['2022', '2023', '2024', '2025']) {
    mkdirSync(at(year));
  }
  writeFileSync(at('2024/今年.md'), thisYear);
  writeFileSync(at('2023/去年.md'), lastYear);
  bench = await Workbench.open({
    installed: NIANBAO_VSCODE,
    browser: NIANBAO_BROWSER,
    vsix: NIANBAO_VSIX,
    folder,
    settings: { 'nianbao.locale': 'zh-CN' },
    screenshots: NIANBAO_ARTEFACTS,
    viewport: { width: 1700, height: 1000 },
  });
});
after(async () => {
  await bench?.close();
  rmSync(folder, { recursive: true, force: true });
});

const rows = () => bench.page.locator('.markers-panel .monaco-list-row').allInnerTexts();
const isListed = async (words) => (await rows()).some((row) => row.replace(/\s+/g, ' ').includes(words));
const carried = () => isListed('[carried-over]').then((plain) => plain || isListed('nianbao carried-over'));
const page = () => bench.page.frameLocator('iframe.webview').frameLocator('#active-frame');

test('what does not fit a file that is not open is listed, with its place there', async () => {
  await bench.openFile('今年.md');
  await bench.press('Control+Shift+KeyM');
  await bench.seen('the problem across files', async () => (await bench.problems()).some((row) => row.includes('carried-over')));
  await bench.screenshot('years-problem');
  // The jump itself comes last: a file that was opened here counts as open afterwards, wherever it is moved.
  assert.ok(await isListed('去年.md'));
});

test('the status names the report that is used, and follows when it moves', async () => {
  const named = (name) => bench.seen(`${name} in the status`, async () => (await bench.status()).includes(`上年报告：${name}`));
  await named('2023/去年.md');
  renameSync(at('2023/去年.md'), at('2022/搬走.md'));
  await named('2022/搬走.md');
  await bench.seen('the problem still there', carried);
});

test('a change of last year’s file outside the editor is followed, and so are its end and its return', async () => {
  writeFileSync(at('2022/搬走.md'), fitting);
  await bench.seen('the problem gone', async () => !(await carried()));
  writeFileSync(at('2022/搬走.md'), lastYear);
  await bench.seen('the problem back', carried);
  rmSync(at('2022/搬走.md'));
  await bench.seen('nothing to compare with', async () => !(await carried()));
  await bench.seen('no name in the status', async () => !(await bench.status()).includes('上年报告'));
  writeFileSync(at('2023/去年.md'), lastYear);
  await bench.seen('the problem once more', carried);
});

test('a file that is not open shows what does not fit, and is cleared when that is mended', async () => {
  // Next year's takes over what this year's does not leave.
  const next = thisYear.replaceAll('2024年', '2025年');
  writeFileSync(at('2025/明年.md'), next);
  await bench.seen('the closed file among the problems', () => isListed('明年.md'));
  await bench.screenshot('years-closed');
  const line = thisYear.split('\n').findIndex((text) => text.startsWith('| 二、上年结转'));
  const taken = next.split('\n');
  taken[line] = taken[line].replace(/0 \| 0 \| 0 \| 0 \| 0 \| 0 \| 0 \|$/, '0 | 0 | 0 | 0 | 1 | 0 | 1 |');
  assert.notEqual(taken.join('\n'), next);
  // So are the number in force and what was copied.
  const fits = (text) => {
    if (text === '| 行政规范性文件 | 1 | 0 | 6 |') {
      return text.replace('6', '7');
    }
    return text.length > 20 && !/^[|#]/.test(text) ? '一切照旧。' : text;
  };
  writeFileSync(at('2025/明年.md'), taken.map(fits).join('\n'));
  await bench.seen('the closed file cleared', async () => !(await isListed('明年.md')));
  rmSync(at('2025/明年.md'));
});

test('the report stands beside last year’s, with the cells that differ marked, and both lead to their files', async () => {
  writeFileSync(at('2023/去年.md'), lastYear.replace('| 行政许可 | 2318 |', '| 行政许可 | 2300 |'));
  await bench.openFile('今年.md');
  await bench.command('Compare with Last Year');
  await bench.page.locator('iframe.webview').first().waitFor();
  await page().locator('td.nb-changed').first().waitFor();
  const changed = page().locator('td.nb-changed');
  await bench.seen('both cells marked', async () => (await changed.allInnerTexts()).join(' ') === '2300 2318');
  assert.equal(await page().locator('.nb-beside').count(), 7);
  await bench.screenshot('years-beside');
  writeFileSync(at('2023/去年.md'), lastYear.replace('| 行政许可 | 2318 |', '| 行政许可 | 2200 |'));
  await page().locator('td.nb-changed', { hasText: '2318' }).click();
  const line = thisYear.split('\n').findIndex((text) => text.startsWith('| 行政许可'));
  await bench.seen('this year’s number', async () => (await bench.bar()).includes(`Ln ${line + 1},`));
  await page().locator('td.nb-changed').first().click();
  await bench.page.waitForSelector('.tab.active[data-resource-name="去年.md"]');
  await bench.seen('last year’s number', async () => (await bench.bar()).includes(`Ln ${line + 1},`));
});

const lineOf = (text, words) => text.split('\n').findIndex((line) => line.startsWith(words)) + 1;
const activeFile = (name) => bench.page.waitForSelector(`.tab.active[data-resource-name="${name}"]`);
const CARRIED_IN = '| 二、上年结转';

test('the definition of what was carried in is what last year’s report carries out', async () => {
  await bench.openFile('今年.md');
  const line = lineOf(thisYear, CARRIED_IN);
  // No total: that has other definitions as well, which VS Code lets the writer choose from.
  await bench.goTo(line, thisYear.split('\n')[line - 1].indexOf('| 0 |') + 3);
  await bench.press('F12');
  await activeFile('去年.md');
  await bench.seen('last year’s cell', async () => (await bench.bar()).includes(`Ln ${lineOf(lastYear, '| 四、结转下年度')},`));
  await bench.screenshot('years-definition');
});

test('a problem across files leads to last year’s cell', async () => {
  await bench.openFile('今年.md');
  await bench.goTo(1, 1);
  const place = bench.page.locator('.markers-panel .monaco-list-row', { hasText: '2023年报告：' }).first();
  await place.waitFor();
  await place.dblclick();
  await activeFile('去年.md');
  await bench.seen('the cell', async () => (await bench.bar()).includes(`Ln ${lineOf(lastYear, '| 四、结转下年度')},`));
});
