// The report in the official layout beside its text, and reports on their way to Word, as a writer meets them in VS Code.
//
// Surroundings: as for session.test.mjs.

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Workbench } from './workbench.mjs';

const { NIANBAO_VSIX, NIANBAO_VSCODE, NIANBAO_BROWSER, NIANBAO_ARTEFACTS } = process.env;
const faulty = readFileSync(new URL('../../../examples/reports/faulty.md', import.meta.url), 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'nianbao-pages-'));

let bench;
before(async () => {
  writeFileSync(path.join(folder, '报告.md'), faulty.replace('## 一、', '<script>document.title = "bad"</script>\n\n## 一、'));
  bench = await Workbench.open({
    installed: NIANBAO_VSCODE,
    browser: NIANBAO_BROWSER,
    vsix: NIANBAO_VSIX,
    folder,
    settings: { 'nianbao.locale': 'zh-CN', 'workbench.colorTheme': 'Default Light Modern' },
    screenshots: NIANBAO_ARTEFACTS,
    viewport: { width: 1700, height: 1000 },
  });
});
after(async () => {
  await bench?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The page: a frame in a frame. */
const page = () => bench.page.frameLocator('iframe.webview').frameLocator('#active-frame');

const background = () => page().locator('.nb-sheet').evaluate((sheet) => getComputedStyle(sheet).backgroundColor);

test('the page stands beside the text with what is wrong marked in its cell', async () => {
  await bench.openFile('报告.md');
  await bench.seen('the report known', async () => (await bench.squiggles()) > 0);
  await bench.command('Preview in the Official Layout');
  await page().locator('.nb-sheet h1').waitFor();
  assert.equal(await page().locator('table').count(), 3);
  const wrong = page().locator('td.nb-error').first();
  assert.ok((await wrong.getAttribute('title')).length > 5);
  await bench.screenshot('page-light');
});

test('words of a report do nothing', async () => {
  assert.ok((await page().locator('.nb-sheet').innerText()).includes('<script>document.title'));
  assert.equal(await page().locator('#sheets script').count(), 0);
});

test('a click on a cell leads to its number in the text', async () => {
  const wrong = page().locator('td.nb-error').first();
  const [line, character] = (await wrong.getAttribute('data-at')).split(/[:-]/).map(Number);
  await wrong.click();
  await bench.seen('the number selected', async () => (await bench.bar()).includes(`Ln ${line + 1}, Col ${character + 1 + (await wrong.innerText()).length}`));
  assert.equal(await page().locator('#said').innerText(), await wrong.getAttribute('title'));
});

test('the cursor in the text marks its cell on the page', async () => {
  const lines = readFileSync(path.join(folder, '报告.md'), 'utf8').split('\n');
  const line = lines.findIndex((text) => text.includes('（七）总计'));
  await bench.openFile('报告.md');
  await bench.goTo(line + 1, lines[line].indexOf('（七）') + 2);
  await bench.seen('the label marked', async () => (await page().locator('.here').first().innerText()).includes('（七）总计'));
});

test('the page follows what is typed', async () => {
  await bench.goTo(1, 3);
  await bench.page.keyboard.type('新');
  await bench.seen('the new title', async () => (await page().locator('h1').innerText()).startsWith('新'));
  await bench.press('Control+KeyZ');
  await bench.seen('the old title', async () => !(await page().locator('h1').innerText()).startsWith('新'));
});

test('the page is dark in a dark theme', async () => {
  const light = await background();
  await bench.command('Preferences: Toggle between Light/Dark Themes');
  await bench.seen('dark paper', async () => (await background()) !== light);
  await bench.screenshot('page-dark');
});

test('a report is exported as a Word document from the explorer', async () => {
  await bench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: '报告.md' }).click({ button: 'right' });
  await bench.page.locator('.action-menu-item', { hasText: 'Export as Word' }).hover();
  await bench.press('Enter');
  const document = path.join(folder, '报告.docx');
  await bench.seen('the document', async () => existsSync(document));
  assert.equal(readFileSync(document).subarray(0, 2).toString(), 'PK');
  await bench.screenshot('page-exported');
});

const inExplorer = (name) => bench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });

async function menu(name, title) {
  await inExplorer(name).waitFor();
  await inExplorer(name).click({ button: 'right' });
  await bench.page.locator('.action-menu-item', { hasText: title }).hover();
  await bench.press('Enter');
}

test('a Word document is checked from the explorer, and a problem leads to its cell', async () => {
  writeFileSync(path.join(folder, '原始.docx'), readFileSync(path.join(folder, '报告.docx')));
  await menu('原始.docx', 'Check This Report');
  await bench.page.waitForSelector('.tab.active[data-resource-name="原始.docx"]');
  await bench.page.locator('.markers-panel .monaco-list-row', { hasText: '原始.docx' }).first().waitFor();
  const problem = bench.page.locator('.markers-panel .monaco-list-row', { hasText: 'row-total' }).last();
  await problem.dblclick();
  await bench.seen('the cell of the problem', async () => /Ln \d+, Col \d+ \(\d+ selected\)/.test(await bench.bar()));
  await bench.screenshot('document-checked');
});

test('what was read of a document cannot be typed into', async () => {
  await bench.goTo(1, 3);
  const before = await bench.line('# ');
  await bench.page.keyboard.type('x');
  assert.equal(await bench.line('# '), before);
  assert.equal(await bench.page.locator('.tab.active.dirty').count(), 0);
});

test('a Word document becomes Markdown to be edited', async () => {
  await menu('原始.docx', 'Convert to Markdown');
  await bench.page.waitForSelector('.tab.active[data-resource-name="原始.md"]');
  const text = readFileSync(path.join(folder, '原始.md'), 'utf8');
  assert.ok(text.startsWith('# ') && text.includes('| --- |'));
});

for (const [kind, made] of [['pdf', 'pdf/faulty.pdf'], ['doc', 'old_word/faulty.doc']]) {
  test(`a problem of a .${kind} leads to its cell in the text that was read of it`, async () => {
    const name = `来文.${kind}`;
    writeFileSync(path.join(folder, name), readFileSync(new URL(`../../../tests/documents/${made}`, import.meta.url)));
    await menu(name, 'Check This Report');
    await bench.page.waitForSelector(`.tab.active[data-resource-name="${name}"]`);
    // The list draws only what fits into it, and other files come first.
    await bench.page.locator('.part.panel input[placeholder^="Filter"]').fill(name);
    // Until the filter has taken hold, the row that is aimed at may be another's a moment later.
    const files = bench.page.locator('.markers-panel .monaco-list-row[aria-level="1"]');
    await bench.seen('its problems alone', async () => {
      // A list that is still scrolled down does not draw the row of the file.
      await bench.page.locator('.markers-panel .monaco-list').first().hover();
      await bench.page.mouse.wheel(0, -10_000);
      const drawn = await files.allTextContents();
      return drawn.length === 1 && drawn[0].includes(name);
    });
    await bench.page.locator('.markers-panel .monaco-list-row', { hasText: 'row-total' }).last().dblclick();
    await bench.seen('the cell of the problem', async () => /Ln \d+, Col \d+ \(\d+ selected\)/.test(await bench.bar()));
    await bench.screenshot(`document-checked-${kind}`);
  });
}
