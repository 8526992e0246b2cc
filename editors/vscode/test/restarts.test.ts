// How often the server comes back by itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Restarts } from '../src/restarts';

test('a server that keeps ending is left alone, one that ends now and then is not', () => {
  const often = new Restarts();
  const minute = 60_000;
  assert.deepEqual([0, 1, 2, 3, 4].map((second) => often.mayRestart(second * 1000)), [true, true, true, true, false]);
  assert.equal(often.mayRestart(3 * minute + 500), true);
  const rarely = new Restarts();
  assert.ok([0, 1, 2, 3, 4, 5, 6, 7].every((at) => rarely.mayRestart(at * minute)));
});
