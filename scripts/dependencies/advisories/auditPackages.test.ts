import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLock } from '../readLock.ts';
import type { Affected, Advisory } from './Advisory.ts';
import { auditPackages } from './auditPackages.ts';
import { describeAudit } from './describeAudit.ts';

const LOCK = readLock(`__metadata:
  version: 10

"@corp/a@npm:^1.0.0":
  version: 1.5.0
  resolution: "@corp/a@npm:1.5.0"

"alias@npm:left-pad@^1":
  version: 1.3.0
  resolution: "left-pad@npm:1.3.0"

"pre@npm:^2":
  version: 2.0.0-beta.2
  resolution: "pre@npm:2.0.0-beta.2"

"left-pad@workspace:packages/own":
  version: 0.0.0-use.local
  resolution: "own@workspace:packages/own"
`);

const TODAY = '2026-11-28';

const advisory = (
  name: string,
  its: Affected,
  more: Partial<Advisory> = {},
) => ({
  id: 'GHSA-1',
  modified: '2026-11-01T10:00:00Z',
  summary: 'It runs what it reads',
  affected: [{ package: { ecosystem: 'npm', name }, ...its }],
  ...more,
});

const range = (...events: Record<string, string>[]): Affected => ({
  ranges: [{ type: 'SEMVER', events }],
});

const audit = (advisories: Advisory[], exceptions: object[] = []) =>
  auditPackages(
    LOCK,
    advisories.map(one => ({ advisory: one })),
    exceptions as any,
    TODAY,
  );

const found = async (...advisories: Advisory[]) =>
  (await audit(advisories)).findings.map(({ what }) => what);

const AFFECTED: Record<string, [string, Affected]> = {
  'from the beginning': ['@corp/a', range({ introduced: '0' })],
  'before what mends it': [
    '@corp/a',
    range({ introduced: '1.0.0' }, { fixed: '1.5.1' }),
  ],
  'as the last one': [
    '@corp/a',
    range({ introduced: '0' }, { last_affected: '1.5.0' }),
  ],
  'in the second of two spans, told in any order': [
    '@corp/a',
    range(
      { fixed: '2.0.0' },
      { introduced: '1.4.0' },
      { introduced: '0' },
      { fixed: '1.2.0' },
    ),
  ],
  'by the list of versions alone': ['@corp/a', { versions: ['1.5.0'] }],
  'under an alias': ['left-pad', range({ introduced: '0' })],
  'before the release that mends it': [
    'pre',
    range({ introduced: '1.0.0' }, { fixed: '2.0.0' }),
  ],
  'by a range of the ecosystem': [
    '@corp/a',
    { ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }] },
  ],
};

for (const [name, [of, its]] of Object.entries(AFFECTED)) {
  test(`a version is found that is affected ${name}`, async () => {
    assert.equal((await found(advisory(of, its))).length, 1);
  });
}

const UNAFFECTED: Record<string, Advisory> = {
  'at what mends it': advisory(
    '@corp/a',
    range({ introduced: '0' }, { fixed: '1.5.0' }),
  ),
  'after the last one': advisory(
    '@corp/a',
    range({ introduced: '0' }, { last_affected: '1.4.9' }),
  ),
  'before it begins': advisory('@corp/a', range({ introduced: '1.5.1' })),
  'above a limit': advisory(
    '@corp/a',
    range({ introduced: '0' }, { limit: '1.5.0' }),
  ),
  'as a package of another name': advisory('a', range({ introduced: '0' })),
  'as one of another ecosystem': {
    ...advisory('@corp/a', {}),
    affected: [
      {
        package: { ecosystem: 'PyPI', name: '@corp/a' },
        ...range({ introduced: '0' }),
      },
    ],
  },
  'when it was withdrawn': advisory('@corp/a', range({ introduced: '0' }), {
    withdrawn: '2026-11-02T00:00:00Z',
  }),
};

for (const [name, one] of Object.entries(UNAFFECTED)) {
  test(`a version is not affected ${name}`, async () => {
    const { findings, notUnderstood } = await audit([one]);
    assert.deepEqual(
      { findings, notUnderstood },
      {
        findings: [],
        notUnderstood: [],
      },
    );
  });
}

const UNTOLD: Record<string, Affected> = {
  'commits alone': {
    ranges: [{ type: 'GIT', events: [{ introduced: 'deadbeef' }] }],
  },
  'a range of another kind': {
    ranges: [{ type: 'LUNAR', events: [{ introduced: '0' }] }],
  },
  'a version that is none': range({ introduced: '0' }, { fixed: 'soon' }),
  'a turn that is not known': range({ introduced: '0' }, { revived: '2.0.0' }),
  'no range and no version': {},
};

for (const [name, its] of Object.entries(UNTOLD)) {
  test(`an advisory with ${name} is named as not understood, never as no`, async () => {
    const done = await audit([advisory('@corp/a', its)]);
    assert.deepEqual(done.notUnderstood, ['GHSA-1 for @corp/a@1.5.0']);
    assert.equal(describeAudit(done).code, 2);
  });
}

test('a finding says what it is, what mends it, and how it is called elsewhere', async () => {
  const its = range({ introduced: '0' }, { fixed: '1.6.0' });
  const { findings } = await audit([
    advisory('@corp/a', its, {
      aliases: ['CVE-2026-1'],
      database_specific: { severity: 'HIGH' },
    }),
  ]);
  assert.deepEqual(findings, [
    {
      what: '@corp/a@1.5.0',
      problem:
        'is affected by GHSA-1, CVE-2026-1 (high): It runs what it reads',
      remedy: 'take 1.6.0, or give a reason and a day under "advisories"',
    },
  ]);
});

const exception = (until: string) => ({
  id: 'CVE-2026-1',
  packages: '@corp/a',
  versions: '^1',
  because: 'nothing calls it',
  until,
});

test('an exception holds by any name of the advisory, on its last day too', async () => {
  const one = advisory('@corp/a', range({ introduced: '0' }), {
    aliases: ['CVE-2026-1'],
  });
  const done = await audit([one], [exception(TODAY)]);
  assert.deepEqual(done.findings, []);
  assert.match(done.excepted.join(), /until 2026-11-28: nothing calls it/);
  const over = await audit([one], [exception('2026-11-27')]);
  assert.match(over.findings[0].problem, /the exception ended on 2026-11-27$/);
});

test('where nothing could be asked, the ending is another than nothing found', async () => {
  const clean = await audit([advisory('other', range({ introduced: '0' }))]);
  assert.equal(describeAudit(clean).code, 0);
  const empty = await audit([]);
  assert.equal(describeAudit(empty).code, 2);
  assert.match(describeAudit(empty).text, /^Nothing was checked/);
});
