import type { Plan } from '@towpath/plugin-score-common';
import { RENDERED } from '@towpath/plugin-score-node';
import { RENAMED } from '../planning/findMoves';
import { isDelivered, whyNotByItself } from './whyNotByItself';

const resource = (extra: Partial<Plan['resources'][number]>) => ({
  ...{ id: 'a', uid: 'a', type: 'postgres', class: 'default', name: 'db' },
  ...{ action: 'none' as const, changes: [], notes: [] },
  ...extra,
});

const plan = (extra: Partial<Plan> = {}) => ({
  ...{ diagnostics: [], resources: [], files: [] },
  ...{ verdicts: [], approvals: [] },
  ...extra,
});

const gate = {
  ...{ policy: 'sizes', rule: 'large', effect: 'gate' as const },
  message: 'Large ones are looked at.',
};
const approval = { id: 'a', groups: [], count: 1, fourEyes: false };

describe('what is not done without somebody who has looked at it', () => {
  it.each<[string, Partial<Plan>, RegExp | undefined]>([
    ['what all rules allow', {}, undefined],
    ['what is refused', { whyNot: 'Nobody needs it.' }, /^Nobody needs it\.$/],
    [
      'an error in the file, with its line',
      {
        whyNot: 'It has errors',
        diagnostics: [
          { severity: 'error', code: 'a', message: 'x is unknown', line: 7 },
        ],
      },
      /[.] In line 7: x is unknown/,
    ],
    [
      'what has to be approved, in the words of the rule',
      { approvals: [approval], verdicts: [gate] },
      /Large ones are looked at/,
    ],
    [
      'manifests written by hand',
      { handWritten: ['../../base'] },
      /\.\.\/\.\.\/base/,
    ],
    [
      'data that is deleted',
      { resources: [resource({ action: 'delete', holdsData: true })] },
      /holds data: db/,
    ],
    [
      'data that is replaced',
      { resources: [resource({ action: 'replace', holdsData: true })] },
      /holds data: db/,
    ],
    [
      'what may be one resource under another name',
      {
        diagnostics: [
          { severity: 'warning', code: RENAMED, message: 'a is made new' },
        ],
      },
      /^a is made new$/,
    ],
    [
      'what holds no data may go',
      { resources: [resource({ action: 'delete' })] },
      undefined,
    ],
    [
      'what is kept may be let go',
      { resources: [resource({ action: 'retain', holdsData: true })] },
      undefined,
    ],
  ])('%s', (_, extra, reason) => {
    const said = whyNotByItself(plan(extra));
    expect(said ?? '').toMatch(reason ?? /^$/);
  });
});

describe('whether Score delivers there until now', () => {
  const file = 'apps/shop/overlays/dev/manifests.yaml';
  it.each<[string, Plan['files'], boolean]>([
    ['no manifests', [{ file, after: 'new' }], false],
    ['manifests by hand', [{ file, before: 'kind: A', after: 'new' }], false],
    ['rendered ones', [{ file, before: `${RENDERED} x`, after: 'new' }], true],
    ['rendered ones that stay', [], true],
  ])('%s', (_, files, isSo) => {
    expect(isDelivered({ files })).toBe(isSo);
  });
});
