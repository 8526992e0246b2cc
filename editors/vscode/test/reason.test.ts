import assert from 'node:assert/strict';
import { test } from 'node:test';
import { behind } from '../src/reason';

const ENTRY = '\n[[ignore]]\nfile = "a.md"\nreason = "?"\n';

test('an entry goes behind all that is written, after an empty line', () => {
  assert.equal(behind('', ENTRY), ENTRY.trimStart());
  assert.equal(behind('enable = true\n', ENTRY), ENTRY);
  assert.equal(behind('enable = true', ENTRY), `\n${ENTRY}`);
  assert.equal(behind('enable = true\r\n', ENTRY), ENTRY.replaceAll('\n', '\r\n'));
});
