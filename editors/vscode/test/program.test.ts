// Which program is run.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidates, expand, firstThatAnswers, versionIn, type Surroundings } from '../src/program';

const AT: Surroundings = {
  setting: '',
  environment: undefined,
  extensionFolder: '/ext',
  searchPath: '/usr/bin:/opt/bin',
  home: '/home/wang',
  folder: '/reports',
  trusted: true,
  windows: false,
};

const paths = (at: Partial<Surroundings>): string[] => candidates({ ...AT, ...at }).map(({ path }) => path);

test('the setting comes before the bundled program, and that before the search path', () => {
  assert.deepEqual(paths({}), ['/ext/server/nianbao', '/usr/bin/nianbao', '/opt/bin/nianbao']);
  assert.deepEqual(paths({ setting: ' ~/bin/nianbao ', environment: '/dev/nianbao' }).slice(0, 3), [
    '/home/wang/bin/nianbao',
    '/dev/nianbao',
    '/ext/server/nianbao',
  ]);
});

test('a setting is read from the home folder, the workspace folder or the root', () => {
  assert.equal(expand('${workspaceFolder}/bin/nianbao', AT), '/reports/bin/nianbao');
  assert.equal(expand('bin/nianbao', AT), '/reports/bin/nianbao');
  assert.equal(expand('bin/nianbao', { ...AT, folder: undefined }), undefined);
  assert.equal(expand('~nobody/nianbao', { ...AT, folder: undefined }), undefined);
  assert.equal(expand('', AT), undefined);
});

test('empty and relative entries of the search path are skipped', () => {
  assert.deepEqual(paths({ searchPath: ':.:bin:/usr/bin' }), ['/ext/server/nianbao', '/usr/bin/nianbao']);
  assert.deepEqual(paths({ searchPath: undefined }), ['/ext/server/nianbao']);
});

test('nothing inside an untrusted workspace is run', () => {
  const at = { trusted: false, searchPath: '/reports/bin:/usr/bin', setting: 'bin/nianbao', environment: '/reports/nianbao' };
  assert.deepEqual(paths(at), ['/ext/server/nianbao', '/usr/bin/nianbao']);
  assert.deepEqual(paths({ ...at, setting: '/opt/nianbao' })[0], '/opt/nianbao');
  assert.deepEqual(paths({ ...at, folder: '/report' }).length, 4);
});

test('paths of Windows are read as Windows does', () => {
  const at = { windows: true, extensionFolder: 'C:\\ext', searchPath: 'C:\\bin;D:\\tools', folder: 'C:\\年报', home: 'C:\\Users\\wang' };
  assert.deepEqual(paths({ ...at, setting: '~\\nianbao.exe' }), [
    'C:\\Users\\wang\\nianbao.exe',
    'C:\\ext\\server\\nianbao.exe',
    'C:\\bin\\nianbao.exe',
    'D:\\tools\\nianbao.exe',
  ]);
});

test('the first program that answers is taken, and the others say why not', async () => {
  const all = candidates({ ...AT, setting: '/wrong/nianbao' });
  const exists = (path: string): boolean => !path.startsWith('/wrong');
  const ask = async (path: string) => (path.startsWith('/opt') ? { version: '1.2.3' } : { failure: 'exec format error' });
  const { found, failures } = await firstThatAnswers(all, exists, ask);
  assert.deepEqual(found, { candidate: { path: '/opt/bin/nianbao', source: 'PATH' }, version: '1.2.3' });
  assert.deepEqual(
    failures.map(({ candidate, failure }) => [candidate.source, failure]),
    [
      ['setting', 'ENOENT'],
      ['bundled', 'exec format error'],
      ['PATH', 'exec format error'],
    ],
  );
});

test('only our own version counts as an answer', () => {
  assert.equal(versionIn('nianbao 0.1.0\n格式版本：2021、2019\n'), '0.1.0');
  assert.equal(versionIn('other 1.0'), undefined);
  assert.equal(versionIn(''), undefined);
});
