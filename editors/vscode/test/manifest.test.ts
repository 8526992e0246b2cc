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
  // What an action of the light bulb runs is no command for people.
  const sources = readdirSync('src').map((name) => read(`src/${name}`)).join('\n');
  const registered = [...sources.matchAll(/registerCommand\('([^']+)'/g)].map((match) => match[1]);
  const named = contributed.commands.map(({ command }: { command: string }) => command);
  assert.deepEqual(registered.sort(), named.sort());
});

test('every file that the manifest names is there', () => {
  const named = [...read('package.json').matchAll(/"(?:path|image|markdown|icon)": "([^"%$]+)"/g)].map((match) => match[1] as string);
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

test('a workspace that is not trusted names no program and has no text changed', () => {
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, ['nianbao.path', 'nianbao.fixOnSave', 'nianbao.followTotals']);
  assert.match(read('src/settings.ts'), /if \(!workspace\.isTrusted\) \{[^}]*asSet\['trusted'\] = false;/);
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
  const section = (key: string): string => key.split('.')[0] ?? key;
  const ofTheProgram = own.filter((key) => !['path', 'trace.server'].includes(key) && !key.startsWith('show.'));
  assert.deepEqual(ofTheProgram.filter((key) => !known.includes(section(key))), []);
  assert.deepEqual(known.filter((key) => !own.map(section).includes(key)).sort(), ['editionFiles', 'ownEdition', 'rollUp', 'series']);
});

test('a report begun with a snippet has nothing wrong but its blanks, and each of its numbers is a stop', (context) => {
  const program = process.env['NIANBAO_PROGRAM'];
  if (program === undefined) {
    context.skip('NIANBAO_PROGRAM does not name the program');
    return;
  }
  for (const { path } of contributed.snippets as { path: string }[]) {
    const [report] = Object.values(JSON.parse(read(path))) as { body: string[] }[];
    const body = report?.body.join('\n') ?? '';
    const blank: string = filled(body, () => '');
    const printed = execFileSync(program, ['check', '--isolated', '--output-format', 'json', '--exit-zero', '-'], { input: blank }).toString();
    const codes = JSON.parse(printed).files[0].findings.map(({ code }: { code: string }) => code);
    assert.deepEqual([...new Set(codes)], ['blank-cell'], path);
    // Every cell of the form takes the number that is typed at its own stop.
    const cells = execFileSync(program, ['cells', '--json', '-'], { input: filled(body, (stop) => String(stop)) }).toString();
    const values = (JSON.parse(cells).cells as { value: string }[]).map(({ value }) => value);
    assert.equal(new Set(values).size, 200, path);
  }
});

/** A snippet with every stop in a table typed as `number` says, text at the others, and the year as VS Code computes it in 2026. */
function filled(body: string, number: (stop: number) => string): string {
  const lines = body.replace(/\$\{CURRENT_YEAR[^\n]*?\/\}/, '2025').split('\n');
  const typed = lines.map((line) => {
    const named = line.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$2(?!\d)/g, '2025');
    return named.replace(/\$(\d+)/g, (_, stop: string) => (line.startsWith('|') ? number(Number(stop)) : '本部分内容。'));
  });
  return typed.join('\n');
}

test('a snippet proposes the year before the present one', () => {
  const [report] = Object.values(JSON.parse(read('out/snippets/markdown.json'))) as { body: string[] }[];
  const [, pattern = '', format = ''] = /CURRENT_YEAR\/(.*?)\/(.*?)\/\}/.exec(report?.body[0] ?? '') ?? [];
  const yearIn = (present: string): string =>
    present.replace(new RegExp(pattern), (...groups) =>
      // The two forms of VS Code's own notation that are used.
      format.replace(/\$\{(\d+):\+(\d+)\}|\$(\d+)/g, (_, group, digits, plain) =>
        plain !== undefined ? (groups[plain] ?? '') : groups[group] !== undefined ? digits : '',
      ),
    );
  assert.deepEqual(['2025', '2026', '2029', '2030', '2031', '2040'].map(yearIn), ['2024', '2025', '2028', '2029', '2030', '2039']);
});

test('tables are listed in the order of the parts', () => {
  for (const { path } of contributed.snippets as { path: string }[]) {
    const prefixes = (Object.values(JSON.parse(read(path))) as { prefix: string[] }[]).map(({ prefix }) => prefix[1]);
    assert.deepEqual([...prefixes].sort(), prefixes);
  }
});

test('descriptions with nothing to render have no marks', () => {
  for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
    for (const [key, text] of Object.entries(JSON.parse(read(file)) as Record<string, string>)) {
      // Only settings are shown as Markdown.
      assert.ok(key.startsWith('configuration.') || !text.includes('`'), key);
    }
  }
});

test('the lock file names no other place than the public registry', () => {
  for (const match of read('package-lock.json').matchAll(/"resolved": "([^"]+)"/g)) {
    assert.ok(match[1]?.startsWith('https://registry.npmjs.org/'), match[1]);
  }
  assert.ok(readdirSync('.').includes('package-lock.json'));
});
