import assert from 'node:assert/strict';
import test from 'node:test';
import {
  check,
  checkCharacter,
  readCampaigns,
  readCode,
} from '../src/coupons.js';

const code = `SUMMR`.replace('U', 'V');
const full = code + checkCharacter(code);

test('a code is found however it is typed', () => {
  assert.equal(
    readCode(` ${full.slice(0, 3).toLowerCase()}-${full.slice(3)}`),
    full,
  );
});

test('two letters swapped are caught without a look-up', () => {
  const swapped = full[1] + full[0] + full.slice(2);
  assert.equal(readCode(swapped), undefined);
});

test('the last day still counts and the day after does not', () => {
  const campaigns = readCampaigns(`${full}:10:2026-12-31`);
  assert.deepEqual(check(campaigns, full, '2026-12-31'), {
    valid: true,
    percent: 10,
  });
  assert.equal(check(campaigns, full, '2027-01-01').reason, 'over');
});

test('a campaign that nobody could use stops the start', () => {
  for (const entry of [
    'NOPE12:10:2026-12-31',
    `${full}:100:2026-12-31`,
    `${full}:10`,
  ]) {
    assert.throws(() => readCampaigns(entry), /cannot read/);
  }
});
