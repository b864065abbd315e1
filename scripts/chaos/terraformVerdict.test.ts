import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Mark } from '../trial/ThingFolders.ts';
import { type Course, judgeTerraform, type Seen } from './terraformVerdict.ts';

const did = (
  run: string,
  words: string,
  { pid = 1, ends = true } = {},
): Mark[] => {
  const [action, thing, generation] = words.split(' ');
  const one = {
    ...{ run, pid, thing, generation: Number(generation) },
    action: action as Mark['action'],
  };
  const begin = { ...one, mark: 'begin' as const };
  return ends ? [begin, { ...one, mark: 'end' }] : [begin];
};

const line = (start: string, thing: string, notes: string) =>
  `${start}: terraform_data.thing["${thing}"] (${notes})`;

/** A run that has made an oak, as all should be. */
function course(more: Partial<Course> = {}): Course {
  return {
    ...{ run: 'one', stack: 'shop', from: 1_000, to: 2_000 },
    ...{ status: 'succeeded', outcome: 'succeeded' },
    words: ['All was done', line('complete', 'oak', 'create')],
    ...{ planned: ['oak'], left: [] },
    ...{ state: new Map([['oak', 1]]), things: new Map([['oak', 1]]) },
    ...more,
  };
}

function seen(more: Partial<Seen> = {}): Seen {
  return {
    ...{ courses: [course()], hurts: [], falls: 0, broken: [] },
    witness: new Map([['shop', did('one', 'create oak 1')]]),
    ...more,
  };
}

const kill = {
  ...{ kind: 'terraform' as const, from: 1_500, to: 1_500, run: 'one' },
};

/** One that was killed while it made an oak. */
const killed = (more: Partial<Course> = {}) =>
  course({
    ...{ status: 'failed', outcome: 'killed', reason: 'It was killed' },
    words: ['It was killed', line('unknown how they ended', 'oak', 'create')],
    ...{ state: new Map(), things: new Map() },
    ...more,
  });

const halfMade = new Map([
  ['shop', did('one', 'create oak 1', { ends: false })],
]);

const GOOD: Record<string, Seen> = {
  'what was done': seen(),
  'what was killed, and owned up to': seen({
    ...{ courses: [killed()], hurts: [kill], witness: halfMade },
  }),
  'what exists although it was killed, and is not in the state': seen({
    courses: [killed({ things: new Map([['oak', 1]]) })],
    ...{ hurts: [kill] },
  }),
  'what only the state tells': seen({
    courses: [
      killed({
        words: [line('complete', 'oak', 'create; found in the state')],
        state: new Map([['oak', 1]]),
        things: new Map([['oak', 1]]),
      }),
    ],
    ...{ hurts: [kill], witness: halfMade },
  }),
  'a lock that may be taken': seen({
    courses: [course({ lock: { holder: 'run one', lost: 'It has ended' } })],
  }),
};

const BAD: Record<string, [Seen, RegExp]> = {
  'a run without an end': [
    seen({ courses: [course({ status: 'running' })] }),
    /has no end/,
  ],
  'a process that is left': [
    seen({ courses: [course({ left: ['terraform apply'] })] }),
    /there is still: terraform apply/,
  ],
  'a success whose apply was none': [
    seen({ courses: [course({ outcome: 'failed' })] }),
    /and its apply as failed/,
  ],
  'a failure whose apply was none': [
    seen({ courses: [course({ status: 'failed' })], hurts: [kill] }),
    /ended as failed.*and its apply as succeeded/,
  ],
  'a kill that nobody did': [
    seen({ courses: [killed()], witness: halfMade }),
    /nobody did that/,
  ],
  'a failure without a hurt': [
    seen({ courses: [course({ status: 'failed', outcome: 'failed' })] }),
    /ended as failed/,
  ],
  'a failure of what others were hurt for': [
    seen({
      courses: [course({ status: 'failed', outcome: undefined })],
      hurts: [{ kind: 'postgres', from: 1_100, to: 1_200 }],
    }),
    /ended as failed/,
  ],
  'a lock that nobody may take': [
    seen({ courses: [course({ lock: { holder: 'run one' } })] }),
    /no reason to take the lock/,
  ],
  'a thing of which the ending says nothing': [
    seen({ courses: [course({ words: ['All was done'] })] }),
    /says nothing of its create of oak/,
  ],
  'a thing that is called complete and did not end': [
    seen({ witness: halfMade }),
    /create of oak is complete, and it did not end/,
  ],
  'a thing that is called complete and did not begin': [
    seen({ witness: new Map() }),
    /create of oak is complete, and it did not begin/,
  ],
  'a success that did not do what was planned': [
    seen({ courses: [course({ planned: ['oak', 'elm'] })] }),
    /did nothing to elm/,
  ],
  'two applies at once': [
    seen({
      witness: new Map([
        [
          'shop',
          [
            ...did('one', 'create oak 1', { ends: false }),
            ...did('two', 'create elm 1', { pid: 2 }),
            ...did('one', 'create oak 1').slice(1),
          ],
        ],
      ]),
    }),
    /went on beside that of run one/,
  ],
  'a run that is applied twice': [
    seen({
      witness: new Map([
        [
          'shop',
          [
            ...did('one', 'create oak 1'),
            ...did('one', 'create oak 1', { pid: 2 }),
          ],
        ],
      ]),
    }),
    /run one was applied twice/,
  ],
  'a thing that is in no state': [
    seen({ courses: [course({ state: new Map() })] }),
    /left oak as 1, and the state has none/,
  ],
  'a thing that is in the state alone': [
    seen({ courses: [course({ things: new Map() })] }),
    /left oak as gone, and the state has 1/,
  ],
  'a thing that is another one than in the state': [
    seen({ courses: [course({ state: new Map([['oak', 2]]) })] }),
    /left oak as 1, and the state has 2/,
  ],
  'a backend that ended by itself': [
    seen({ falls: 1 }),
    /ended by themselves: 1/,
  ],
  'what could not be brought about': [
    seen({ broken: ['shop: 409'] }),
    /shop: 409/,
  ],
};

test('the trial of Terraform says of a run without an end only that', () => {
  const open = course({ status: 'running', words: [], state: new Map() });
  assert.equal(judgeTerraform(seen({ courses: [open] })).length, 1);
});

test('the trial of Terraform takes what a run without an end does for nothing of the killed one before it', () => {
  const open = course({ run: 'two', status: 'running', words: [] });
  const [made] = [...halfMade.values()];
  const witness = new Map([
    ['shop', [...made, ...did('two', 'create oak 2', { pid: 2 })]],
  ]);
  const before = killed({ things: new Map([['oak', 1]]) });
  assert.deepEqual(
    judgeTerraform(seen({ courses: [before, open], hurts: [kill], witness })),
    ['run two of shop has no end: running, undefined'],
  );
});

for (const [what, good] of Object.entries(GOOD)) {
  test(`the trial of Terraform accepts ${what}`, () => {
    assert.deepEqual(judgeTerraform(good), []);
  });
}

for (const [what, [bad, words]] of Object.entries(BAD)) {
  test(`the trial of Terraform finds ${what}`, () => {
    assert.match(judgeTerraform(bad).join('\n'), words);
  });
}
