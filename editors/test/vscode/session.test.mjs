// What a writer does in VS Code, from opening a faulty report to a mended file on the disk.
//
// Surroundings: NIANBAO_PROGRAM (the program under test), NIANBAO_VSIX (the package with it), NIANBAO_VSCODE (where VS Code is installed),
// NIANBAO_BROWSER, NIANBAO_ARTEFACTS (where screenshots go).

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Workbench } from './workbench.mjs';

const { NIANBAO_PROGRAM, NIANBAO_VSIX, NIANBAO_VSCODE, NIANBAO_BROWSER, NIANBAO_ARTEFACTS } = process.env;
const faulty = readFileSync(new URL('../../../examples/reports/faulty.md', import.meta.url), 'utf8');
const notes = '# 会议记录\n\n| 总计 | 1 | 2 | 4 |\n';

const folder = mkdtempSync(path.join(tmpdir(), 'nianbao-reports-'));
const onDisk = (name) => readFileSync(path.join(folder, name), 'utf8');
const write = (name, text) => writeFileSync(path.join(folder, name), text);

/** What the command line finds in a text, with places as VS Code shows them (UTF-16 columns from 1). */
function found(text) {
  const args = ['check', '--isolated', '--output-format', 'json', '--exit-zero', '-'];
  const { files } = JSON.parse(execFileSync(NIANBAO_PROGRAM, args, { input: text }).toString());
  const lines = text.split('\n');
  return files[0].findings.map(({ code, message, range }) => {
    const { line, column } = range.start;
    const unit = [...lines[line - 1]].slice(0, column - 1).join('').length + 1;
    return { code, message, line, column: unit };
  });
}

/** A text with everything fixed that is safe to fix. */
function fixedByCommandLine(text) {
  // Problems are left, so the program ends with 1.
  return spawnSync(NIANBAO_PROGRAM, ['fix', '--isolated', '--quiet', '-'], { input: text }).stdout.toString();
}

/** The server that runs below a VS Code, by its number; `undefined` while there is none. */
async function serverOf(bench) {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  for (const number of processes) {
    try {
      const words = readFileSync(`/proc/${number}/cmdline`, 'utf8').split('\0');
      if (words[0].startsWith(bench.home) && words[1] === 'lsp') {
        return Number(number);
      }
    } catch {
      // It has ended meanwhile.
    }
  }
  return undefined;
}

let bench;
before(async () => {
  write('报告.md', faulty);
  write('会议记录.md', notes);
  for (const name of ['归档.txt', '动作.md', '配置.md']) {
    write(name, faulty);
  }
  bench = await Workbench.open({
    installed: NIANBAO_VSCODE,
    browser: NIANBAO_BROWSER,
    vsix: NIANBAO_VSIX,
    folder,
    settings: { 'nianbao.locale': 'zh-CN' },
    screenshots: NIANBAO_ARTEFACTS,
  });
});
after(async () => {
  await bench?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a faulty report is underlined where it is wrong, and its problems are listed in Chinese', async () => {
  await bench.openFile('报告.md');
  await bench.resize(1400);
  await bench.showProblems();
  const expected = found(faulty);
  assert.ok(expected.length >= 10);
  await bench.seen('all problems', async () => (await bench.problems()).length === expected.length);
  const problems = await bench.problems();
  for (const { code, message, line, column } of expected) {
    const listed = problems.some((row) => row.includes(message) && row.includes(code) && row.includes(`[Ln ${line}, Col ${column}]`));
    assert.ok(listed, `${message} at ${line}:${column} is not among\n${problems.join('\n')}`);
  }
  await bench.resize(800);
  await bench.goTo(39, 1);
  await bench.seen('the digits of double width underlined', () => bench.isMarked('warning', '| 行政处罚', '１，２３６'));
  await bench.goTo(50, 1);
  await bench.seen('the wrong total underlined', () => bench.isMarked('error', '| 一、本年新收', '26'));
  await bench.seen('the number of problems beside the language', async () =>
    (await bench.status()).includes(`年报核对：${expected.length} 个问题`),
  );
  await bench.screenshot('problems');
});

test('a report has one outline, and a menu of its own', async () => {
  await bench.command('Explorer: Focus on Outline View');
  const entries = async () => bench.page.locator('.outline-pane .monaco-list-row').allInnerTexts();
  await bench.seen('the outline', async () => (await entries()).some((entry) => entry.includes('一、总体情况')));
  assert.equal((await entries()).filter((entry) => entry.includes('一、总体情况')).length, 1);
  await bench.page.locator('.editor-instance .view-line', { hasText: '一、本年新收' }).click({ button: 'right' });
  const entry = bench.page.locator('.context-view .monaco-menu .action-item', { hasText: '年报核对' });
  await entry.hover();
  await bench.page.locator('.monaco-submenu', { hasText: 'Compute Every Total from Its Parts' }).waitFor();
  await bench.screenshot('menu');
  await bench.press('Escape');
  await bench.press('Escape');
  await bench.press('Escape');
});

test('the light bulb fills in a blank total, and the problem goes', async () => {
  const blank = found(faulty).find(({ code }) => code === 'blank-total');
  await bench.goTo(blank.line, blank.column);
  await bench.seen('the blank cell underlined', async () => (await bench.problems()).some((row) => row.includes(blank.message)));
  const offered = await bench.lightBulb();
  assert.deepEqual(offered, ['填写总计 2', '修正本报告全部可安全修正的问题', '接受此问题（记入 nianbao.toml）']);
  await bench.screenshot('quick-fix');
  await bench.take('填写总计 2');
  await bench.seen('the problem gone', async () => !(await bench.problems()).some((row) => row.includes(blank.message)));
  await bench.seen('the total, and no hint behind it', async () => /\| 0 \| 2 \|$/.test(await bench.line('|  | （五）不予处理')));
  await bench.seen('the squiggle gone', async () => !(await bench.isMarked('warning', '|  | （五）不予处理', '2')));
  await bench.screenshot('filled');
  assert.equal(onDisk('报告.md'), faulty, 'nothing is saved without being asked for');
  await bench.press('Control+KeyZ');
  await bench.seen('the problem back', async () => (await bench.problems()).some((row) => row.includes(blank.message)));
});

test('a total says what it is made of, and leads to its parts', async () => {
  await bench.goTo(50, 53);
  await bench.command('Show or Focus Hover');
  const said = bench.page.locator('.monaco-hover:not(.hidden) .hover-contents', { hasText: '本年新收政府信息公开申请数量 / 总计' });
  await said.waitFor();
  assert.match(await said.innerText(), /自然人 15 \+ 商业企业 6 \+ 社会公益组织 1 \+ 法律服务机构 2 = 总计 26 ✗ 相差 2/);
  await bench.screenshot('hover');
  await bench.press('Escape');
  await bench.press('F12');
  await bench.seen('its six parts', async () => (await bench.page.locator('.reference-zone-widget .ref-tree .monaco-list-row').count()) >= 6);
  await bench.press('Escape');
  await bench.press('Escape');
});

test('totals stand out and zeros recede, in light, in dark and in high contrast', async () => {
  await bench.goTo(51, 1);
  const themes = [
    ['dark', 'Default Dark Modern', '.vs-dark'],
    ['contrast', 'Default High Contrast', '.hc-black'],
    ['light', 'Default Light Modern', '.vs'],
  ];
  const folderSettings = path.join(folder, '.vscode');
  mkdirSync(folderSettings, { recursive: true });
  for (const [name, theme, mark] of themes) {
    write('.vscode/settings.json', JSON.stringify({ 'workbench.colorTheme': theme }));
    await bench.page.locator(`.monaco-workbench${mark}`).waitFor();
    await bench.seen(`the colours of ${theme}`, async () => {
      const [total, zero, number] = await Promise.all([
        bench.looks('| 二、上年结转', '1'),
        bench.looks('| 二、上年结转', '0'),
        bench.looks('| 二、上年结转', '1', 'first'),
      ]);
      const recedes = zero.colour !== number.colour;
      return total.weight >= 700 && number.weight < 700 && recedes === (name !== 'contrast');
    });
    await bench.screenshot(`colours-${name}`);
  }
  rmSync(folderSettings, { recursive: true });
});

test('a hint writes its number by a double click, and tables are aligned', async () => {
  const blank = found(faulty).find(({ code }) => code === 'blank-total');
  await bench.goTo(blank.line, 1);
  const hint = bench.page.locator('.editor-instance .view-line span', { hasText: /^\s*＝2\s*$/ }).last();
  await hint.dblclick();
  await bench.seen('the total', async () => /\| 0 \| 2 \|$/.test(await bench.line('|  | （五）不予处理')));
  await bench.press('Control+KeyZ');
  await bench.goTo(42, 1);
  await bench.command('Nianbao 年报: Align the Tables');
  await bench.seen('the aligned table', async () => /^\| 行政事业性收费 {2,}\| 46\.5 {3,}\|/.test(await bench.line('| 行政事业性收费')));
  await bench.screenshot('aligned');
  await bench.press('Control+KeyZ');
  await bench.seen('the table as it was', async () => /^\| 行政事业性收费 \| 46\.5 \|/.test(await bench.line('| 行政事业性收费')));
});

test('a line over each table tells how it stands and recomputes its totals', async () => {
  await bench.goTo(44, 1);
  const lens = bench.page.locator('.editor-instance .codelens-decoration:visible', { hasText: '不平衡' }).first();
  await lens.waitFor();
  await bench.screenshot('lens');
  await lens.locator('a', { hasText: '重算合计' }).click();
  await bench.seen('24 in the total', async () => /\| 24 \|$/.test(await bench.line('| 一、本年新收')));
  await bench.press('Control+KeyZ');
  await bench.seen('26 again', async () => (await bench.line('| 一、本年新收')).includes('| 26'));
});

test('a reviewed problem is accepted with a reason, and stays accepted until the note is taken away', async () => {
  const { message } = found(faulty).find(({ code, line }) => code === 'row-total' && line === 50);
  const isListed = async () => (await bench.problems()).some((row) => row.includes(message));
  await bench.goTo(50, 53);
  await bench.lightBulb();
  await bench.take('接受此问题（记入 nianbao.toml）');
  const box = bench.page.locator('.quick-input-widget:not([style*="display: none"])', { hasText: '为什么没有问题' });
  await box.locator('input').first().fill('以“更正函”为准');
  await bench.press('Enter');
  await bench.seen('the problem gone', async () => !(await isListed()));
  const noted = onDisk('nianbao.toml');
  assert.ok(noted.includes('reason = "以“更正函”为准"') && noted.includes('rule = "row-total"'), noted);
  rmSync(path.join(folder, 'nianbao.toml'));
  await bench.seen('the problem back', isListed);
});

test('saving fixes what is safe once that is switched on, and the file says so', async () => {
  await bench.press('Control+KeyS');
  await bench.command('Nianbao 年报: Turn On Fix on Save');
  await bench.seen('the setting of the workspace', () => {
    const file = path.join(folder, '.vscode/settings.json');
    return existsSync(file) && readFileSync(file, 'utf8').includes('"nianbao.fixOnSave": true');
  });
  const expected = fixedByCommandLine(faulty);
  assert.notEqual(expected, faulty);
  await bench.seen('the mended file on the disk', async () => {
    // A changed setting takes a moment to be noticed.
    await bench.goTo(1, 2);
    await bench.page.keyboard.type(' ');
    await bench.press('Backspace');
    await bench.press('Control+KeyS');
    return onDisk('报告.md') === expected;
  });
  await bench.save();
  assert.ok(expected.includes('| 行政处罚 | 1236 |') && expected.includes('| 2 | 0 | 0 | 0 | 0 | 0 | 2 |'));
  await bench.screenshot('saved');
});

test('all totals are computed anew on demand', async () => {
  await bench.command('Nianbao 年报: Compute Every Total from Its Parts');
  await bench.seen('no broken total left', async () => !(await bench.problems()).some((row) => row.includes('row-total')));
  await bench.press('Control+KeyS');
  await bench.seen('24 on the disk', () => onDisk('报告.md').includes('| 15 | 6 | 0 | 1 | 2 | 0 | 24 |'));
});

test('the program comes back after a restart and after being killed', async () => {
  const before = found(onDisk('报告.md')).length;
  const first = await serverOf(bench);
  await bench.command('Nianbao 年报: Restart Server');
  await bench.seen('another process', async () => ![undefined, first].includes(await serverOf(bench)));
  await bench.seen('the problems again', async () => (await bench.problems()).length === before);
  const second = await serverOf(bench);
  process.kill(second, 'SIGKILL');
  await bench.seen('a third process', async () => ![undefined, second].includes(await serverOf(bench)));
  await bench.goTo(1, 3);
  await bench.page.keyboard.type('x');
  await bench.press('Backspace');
  await bench.seen('the problems once more', async () => (await bench.problems()).length === before);
});

test('a paused program catches up when it goes on', async () => {
  const server = await serverOf(bench);
  const before = found(onDisk('报告.md')).length;
  process.kill(server, 'SIGSTOP');
  try {
    await bench.goTo(38, 3);
    await bench.page.keyboard.type('九');
    await bench.press('Control+KeyS');
    await bench.seen('the text saved although nothing answers', () => onDisk('报告.md').includes('| 九'));
  } finally {
    process.kill(server, 'SIGCONT');
  }
  await bench.seen('the new problem', async () => (await bench.problems()).some((row) => row.includes('九')));
  await bench.press('Control+KeyZ');
  await bench.seen('the old problems', async () => (await bench.problems()).length === before);
  await bench.press('Control+KeyS');
  assert.equal(await serverOf(bench), server, 'the same process is still there');
});

test('all reports of the workspace are checked with the settings of the editor', async () => {
  const listed = () => bench.page.locator('.markers-panel').innerText();
  write('扫描件.pdf', '%PDF-1.7\n');
  // As an office worker looks for it, in any language of VS Code.
  await bench.ask('F1');
  await bench.choose('>年报', 'Check All Reports of the Workspace');
  await bench.seen('the result', async () => (await bench.bar()).includes('核对了 4 份年度报告'));
  await bench.page.locator('.panel a[aria-label="Collapse All"]').first().click();
  await bench.seen('a report that was never opened among the problems', async () => /归档\.txt/.test(await listed()));
  // A message goes by itself after a while, but not from under the pointer.
  await bench.command('Notifications: Clear All Notifications');
  await bench.seen('nothing in front of the list', async () => (await bench.page.locator('.notification-toast').count()) === 0);
  await bench.screenshot('workspace');
  await bench.seen('a file that cannot be read, with the reason', async () => /扫描件\.pdf/.test(await listed()));
  assert.match(await bench.bar(), /另有 \d+ 个文件没有核对/);
  rmSync(path.join(folder, '归档.txt'));
  await bench.seen('no problems of a file that is gone', async () => !/归档\.txt/.test(await listed()));
});

test('a text that is no report is left as it is', async () => {
  await bench.openFile('会议记录.md');
  await bench.seen('the status', async () => (await bench.status()).includes('未识别为年度报告'));
  await bench.goTo(1, 3);
  await bench.page.keyboard.type('x');
  await bench.press('Backspace');
  await bench.save();
  assert.equal(await bench.squiggles(), 0);
  assert.equal(onDisk('会议记录.md'), notes);
  await bench.screenshot('no-report');
});

test('a new report begins with a snippet', async () => {
  await bench.command('File: New Untitled Text File');
  await bench.page.waitForSelector('.tab.active[data-resource-name^="Untitled"]');
  await bench.page.keyboard.type('nianbao');
  await bench.press('Control+Space');
  const suggestion = bench.page.locator('.suggest-widget .monaco-list-row', { hasText: 'nianbao' }).first();
  await suggestion.waitFor();
  await suggestion.click();
  // VS Code guesses another language for it meanwhile, which must not matter: three tables to fill, and sections without text.
  await bench.seen('the blanks of the new report', async () => /年报核对：[3-9] 个问题/.test(await bench.status()));
  await bench.screenshot('snippet');
  await bench.page.keyboard.type('南渡区统计局');
  // The year, five aspects, then the first cells.
  for (let stop = 0; stop < 7; stop += 1) {
    await bench.press('Tab');
  }
  for (const number of ['3', '1', '24']) {
    await bench.page.keyboard.type(number);
    await bench.press('Tab');
  }
  const year = new Date().getFullYear() - 1;
  await bench.seen('the numbers in their cells', async () => /^\| 规章 +\| 3 +\| 1 +\| 24 +\|$/.test(await bench.line('| 规章')));
  await bench.goTo(1, 1);
  await bench.seen('the title', async () => (await bench.line('南渡区')) === `南渡区统计局${year}年政府信息公开工作年度报告`);
});

test('a report in GB18030 is recognised, and opened again as what it is', async () => {
  write('国标.txt', execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: faulty }));
  await bench.openFile('国标.txt');
  await bench.seen('the encoding', async () => (await bench.status()).includes('编码应为 GB18030'));
  await bench.screenshot('encoding');
  await bench.page.locator('.notification-toast .monaco-button', { hasText: '按 GB18030 重新打开' }).click();
  const { length } = found(faulty);
  await bench.seen('its problems', async () => (await bench.status()).includes(`年报核对：${length} 个问题`));
  assert.ok((await bench.line('# ')).includes('政府信息公开工作年度报告'));
  await bench.screenshot('encoding-right');
  const outline = () => bench.page.locator('.outline-pane').innerText();
  await bench.seen('its outline', async () => (await outline()).includes('一、总体情况'));
  await bench.command('Fold All');
  await bench.seen('the sections folded', async () => (await bench.page.locator('.editor-instance .view-line').count()) < 20);
  await bench.screenshot('folded');
});

test('fixing on save can be a code action, and a setting of nianbao.toml', async () => {
  const settings = (values) => write('.vscode/settings.json', JSON.stringify(values));
  const ways = {
    '动作.md': () => settings({ '[markdown]': { 'editor.codeActionsOnSave': { 'source.fixAll.nianbao': 'explicit' } } }),
    '配置.md': () => {
      settings({});
      write('nianbao.toml', 'fix-on-save = true\n');
    },
  };
  const fixed = fixedByCommandLine(faulty);
  for (const [name, prepare] of Object.entries(ways)) {
    prepare();
    await bench.openFile(name);
    await bench.seen('its problems', async () => /年报核对：\d+ 个问题/.test(await bench.status()));
    await bench.goTo(1, 2);
    await bench.seen(`the mended ${name}`, async () => {
      // Changed settings take a moment to be noticed.
      await bench.page.keyboard.type(' ');
      await bench.press('Backspace');
      await bench.save();
      return onDisk(name) === fixed;
    });
  }
});
