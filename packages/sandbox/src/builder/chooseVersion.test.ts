import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseVersion } from './chooseVersion.ts';

const cases: [string, Parameters<typeof chooseVersion>[0], string][] = [
  ['nothing known begins at 0.1.0', { tags: [] }, '0.1.0'],
  [
    'nothing known but a declared version begins there',
    { tags: [], declared: '1.0.0' },
    '1.0.0',
  ],
  [
    'tags compare as versions, not as text',
    { tags: ['v0.9.0', 'v0.10.0'] },
    '0.10.1',
  ],
  [
    'what runs counts when no tag does, so a deployment never goes back',
    { tags: [], deployed: '2.4.1' },
    '2.4.2',
  ],
  [
    'a declared version that is higher begins a new minor',
    { tags: ['v1.4.7'], declared: '1.5.0', deployed: '1.4.7' },
    '1.5.0',
  ],
  [
    'a declared version that was used is not used again',
    { tags: ['v1.5.0'], declared: '1.5.0' },
    '1.5.1',
  ],
  [
    'pre-releases and words are not versions',
    { tags: ['v2.0.0-rc.1', 'nightly', 'v1.0.0'], deployed: 'latest' },
    '1.0.1',
  ],
  [
    'a declared pre-release is built',
    { tags: ['v2.4.1'], declared: '3.0.0-broken', deployed: '2.4.1' },
    '3.0.0-broken',
  ],
  [
    'a pre-release that stays declared is not built over the first one',
    {
      tags: ['v2.4.1', 'v3.0.0-broken'],
      declared: '3.0.0-broken',
      deployed: '3.0.0-broken',
    },
    '2.4.2',
  ],
  [
    'an overlay that was never filled counts as nothing',
    { tags: [], declared: '0.1.0', deployed: '0.0.0' },
    '0.1.0',
  ],
];

for (const [hazard, inputs, expected] of cases) {
  test(hazard, () => assert.equal(chooseVersion(inputs), expected));
}
