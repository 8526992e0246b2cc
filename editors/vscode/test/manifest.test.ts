// The manifest against its translations, the code and the program.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string): string => readFileSync(path, 'utf8');
const manifest = JSON.parse(read('package.json'));
const contributed = manifest.contributes;

test('every text of the manifest is there in both languages', () => {
  const wanted = [...read('package.json').matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] as string);
  assert.ok(wanted.length > 40);
  for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
    const texts = JSON.parse(read(file)) as Record<string, string>;
    assert.deepEqual(Object.keys(texts).sort(), [...new Set(wanted)].sort(), file);
    assert.ok(Object.values(texts).every((text) => text.trim() !== ''));
  }
});

test('office staff read their own words', () => {
  for (const text of Object.values(JSON.parse(read('package.nls.zh-cn.json')) as Record<string, string>)) {
    assert.doesNotMatch(text, /诊断|修复|lint|LSP|diagnostic/i);
  }
});

test('every command is registered, and no other', () => {
  const registered = [...read('src/extension.ts').matchAll(/registerCommand\('([^']+)'/g)].map((match) => match[1]);
  const named = contributed.commands.map(({ command }: { command: string }) => command);
  assert.deepEqual(registered.sort(), named.sort());
});

test('every file that the manifest names is there', () => {
  const named = [...read('package.json').matchAll(/"(?:path|image|markdown|icon)": "([^"%]+)"/g)].map((match) => match[1] as string);
  assert.ok(named.length >= 6);
  for (const path of named) {
    // Pictures are shared with the project's README.
    assert.ok(existsSync(path.replace(/^media\//, '../../media/')), path);
  }
});

test('the client fits every VS Code that the manifest admits', () => {
  const least = (range: string): number[] => range.replace('^', '').split('.').map(Number);
  const { engines } = JSON.parse(read('node_modules/vscode-languageclient/package.json'));
  assert.deepEqual(least(manifest.engines.vscode), least(engines.vscode));
  assert.ok(manifest.devDependencies['@types/vscode'].startsWith(least(manifest.engines.vscode).slice(0, 2).join('.')));
});

test('the settings are those that the program knows', (context) => {
  const program = process.env['NIANBAO_PROGRAM'];
  if (program === undefined) {
    context.skip('NIANBAO_PROGRAM does not name the program');
    return;
  }
  const schema = JSON.parse(execFileSync(program, ['config', '--schema']).toString());
  const camel = (key: string): string => key.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const known = Object.keys(schema.properties).map(camel);
  const own = Object.keys(contributed.configuration.properties).map((key) => key.replace('nianbao.', ''));
  const ofTheProgram = own.filter((key) => !['path', 'trace.server'].includes(key));
  assert.deepEqual(ofTheProgram.filter((key) => !known.includes(key)), []);
  assert.deepEqual(known.filter((key) => !own.includes(key)).sort(), ['editionFiles', 'ownEdition']);
});

test('a report begun with a snippet has nothing wrong but its blanks', (context) => {
  const program = process.env['NIANBAO_PROGRAM'];
  if (program === undefined) {
    context.skip('NIANBAO_PROGRAM does not name the program');
    return;
  }
  for (const { path } of contributed.snippets as { path: string }[]) {
    const [report] = Object.values(JSON.parse(read(path))) as { body: string[] }[];
    const body = report?.body.join('\n') ?? '';
    const year = /\$\{2:(\d+)\}/.exec(body)?.[1] ?? '';
    const text = body.replaceAll('$2', year).replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$\d+/g, '本部分内容。');
    const printed = execFileSync(program, ['check', '--isolated', '--output-format', 'json', '--exit-zero', '-'], { input: text });
    const { files } = JSON.parse(printed.toString());
    const codes = files[0].findings.map(({ code }: { code: string }) => code);
    assert.deepEqual([...new Set(codes)], ['blank-cell'], path);
  }
});

test('the lock file names no other place than the public registry', () => {
  for (const match of read('package-lock.json').matchAll(/"resolved": "([^"]+)"/g)) {
    assert.ok(match[1]?.startsWith('https://registry.npmjs.org/'), match[1]);
  }
  assert.ok(readdirSync('.').includes('package-lock.json'));
});
