// Places and files as the command line gives them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkedFiles, decode, linesOf, utf16Place } from '../src/findings';

test('characters become UTF-16 units', () => {
  const lines = linesOf('甲\r\n| 𠮷局 | 7 |\r| 8 |\n');
  assert.deepEqual(lines, ['甲', '| 𠮷局 | 7 |', '| 8 |', '']);
  assert.deepEqual(utf16Place(lines, { line: 2, column: 3 }), { line: 1, unit: 2 });
  assert.deepEqual(utf16Place(lines, { line: 2, column: 8 }), { line: 1, unit: 8 });
  assert.deepEqual(utf16Place(lines, { line: 2, column: 99 }), { line: 1, unit: 11 });
  assert.deepEqual(utf16Place(lines, { line: 9, column: 1 }), { line: 8, unit: 0 });
});

test('files are read in the encodings of the program', () => {
  const text = '总计';
  assert.equal(decode(Buffer.from(text)), text);
  assert.equal(decode(Buffer.from('\ufeff' + text)), text);
  assert.equal(decode(Buffer.from('\ufeff' + text, 'utf16le')), text);
  assert.equal(decode(Buffer.from('\ufeff' + text, 'utf16le').swap16()), text);
  assert.equal(decode(Uint8Array.of(0xd7, 0xdc, 0xbc, 0xc6)), text);
});

test('output that is not ours is refused', () => {
  assert.deepEqual(checkedFiles('{"version":1,"files":[]}'), []);
  assert.throws(() => checkedFiles('{"version":2,"files":[]}'));
  assert.throws(() => checkedFiles('Segmentation fault'));
});
