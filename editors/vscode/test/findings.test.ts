// What the command line prints about files.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { checked, howToShow } from '../src/findings';
import { reasonInto } from '../src/reason';

test('output that is not ours is refused', () => {
  assert.deepEqual(checked('{"version":1,"files":[],"skipped":[]}').skipped, []);
  assert.throws(() => checked('{"version":2,"files":[],"skipped":[]}'));
  assert.throws(() => checked('{"version":1,"files":[]}'));
  assert.throws(() => checked('Segmentation fault'));
});

test('the program tells the encoding of a file, and its places as VS Code counts', (context) => {
  const program = process.env['NIANBAO_PROGRAM'];
  if (program === undefined) {
    context.skip('NIANBAO_PROGRAM does not name the program');
    return;
  }
  const report = '# 𠮷县2024年政府信息公开工作年度报告\n\n## 一、总体情况\n\n## 二、主动公开政府信息情况\n';
  const args = ['check', '--isolated', '--output-format', 'json', '--exit-zero', '-'];
  const [file] = checked(execFileSync(program, args, { input: Buffer.from(`\ufeff${report}`, 'utf16le') }).toString()).files;
  assert.equal(file?.encoding, 'UTF-16 LE');
  for (const { range } of file?.findings ?? []) {
    const line = report.split('\n')[range.end.line - 1] ?? '';
    assert.ok(range.end.utf16Column - 1 <= line.length);
  }
  assert.ok((file?.findings.length ?? 0) > 0);
});

test('a file that people take for a report is shown when it was not checked; one that is gone is not', () => {
  const file = (reason: string, failed: boolean) => howToShow({ path: 'a', message: 'a', reason, failed });
  assert.equal(file('unreadable', true), 'warning');
  assert.equal(file('other-format', false), 'information');
  assert.equal(file('not-a-report', false), undefined);
  assert.equal(file('vanished', true), undefined);
});

test('the reason is that of the last entry, whatever is in it', () => {
  const entry = (reason: string): string => `[[ignore]]\nrule = "balance"\nreason = ${reason}\n`;
  const before = entry('"旧"') + '\n' + entry('"（请写明理由）"');
  assert.equal(reasonInto(before, '以"更正函"为准\\'), entry('"旧"') + '\n' + entry('"以\\"更正函\\"为准\\\\"'));
  assert.equal(reasonInto('fix-on-save = true\n', '无'), 'fix-on-save = true\n');
});
