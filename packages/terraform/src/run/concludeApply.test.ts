import type { ResourceChange } from '../plan/types';
import { concludeApply } from './concludeApply';
import { describeEnding } from './describeEnding';
import type { ResourceResult, RunEnding } from './types';

const KILLED: RunEnding = {
  outcome: 'killed',
  applied: false,
  complete: [],
  failed: [],
  unknown: [],
  diagnostics: [],
  outputs: {},
  stateSaved: true,
};

const create: ResourceResult = { address: 'a.one', action: 'create' };
const update: ResourceResult = { address: 'a.one', action: 'update' };
const destroy: ResourceResult = { address: 'a.one', action: 'delete' };

function stateOf(...resources: object[]) {
  const [first, ...others] = resources;
  return {
    values: {
      root_module: {
        resources: first ? [first] : [],
        child_modules: [{ resources: others }],
      },
    },
  };
}

const ONE = { address: 'a.one' };
const replace = { address: 'a.one', action: 'replace' } as ResourceChange;
const createsFirst: ResourceChange = { ...replace, createsFirst: true };

function conclude(
  ending: Partial<RunEnding>,
  state: unknown,
  planned: ResourceChange[] = [],
) {
  return concludeApply(
    { ...KILLED, ...ending },
    { state, planned, emergencyState: 'errored.tfstate' },
  );
}

const known = (one: ResourceResult, more = {}) => ({
  complete: [{ ...one, saved: true, ...more }],
  unknown: [],
});
const unknown = (one: ResourceResult) => ({ complete: [], unknown: [one] });

describe('what is known of a killed apply', () => {
  it.each([
    ['a create that the state has', create, stateOf(ONE), known(create)],
    [
      'one that the state has as tainted',
      create,
      stateOf({ ...ONE, tainted: true }),
      known(create, { tainted: true }),
    ],
    [
      'one in a module below',
      create,
      stateOf({ address: 'b.two' }, ONE),
      known(create),
    ],
    ['one that the state has not', create, stateOf(), unknown(create)],
    [
      'one of which the state has only the object before it',
      create,
      stateOf({ ...ONE, deposed_key: 'x1' }),
      unknown(create),
    ],
    ['an update', update, stateOf(ONE), unknown(update)],
    ['a delete that left the state', destroy, stateOf(), known(destroy)],
    ['a delete that is still in it', destroy, stateOf(ONE), unknown(destroy)],
    [
      'a delete of the object before, still in it',
      destroy,
      stateOf({ ...ONE, deposed_key: 'x1' }),
      unknown(destroy),
    ],
    [
      'anything, where the state cannot be read',
      create,
      undefined,
      unknown(create),
    ],
  ])('of what was in flight: %s', (_, flight, state, expected) => {
    expect(conclude({ unknown: [flight] }, state)).toMatchObject(expected);
  });

  it.each([
    ['beside', createsFirst],
    ['in the place of', replace],
  ])('is not a create %s the old object, which the state has', (_, planned) => {
    expect(
      conclude({ unknown: [create] }, stateOf(ONE), [planned]),
    ).toMatchObject(unknown(create));
  });

  it.each([
    ['a create', create, stateOf(), []],
    ['a delete', destroy, stateOf(ONE), []],
    ['both of a replacement', create, stateOf(ONE), [replace]],
    ['the first half of one', destroy, stateOf(ONE), [replace]],
    ['an update, which may be so', update, stateOf(ONE), []],
    ['a delete, where the state cannot be read', destroy, undefined, []],
    ['a create, where the state cannot be read', create, undefined, []],
  ])(
    'is not what was told complete and never saved: %s',
    (_, told, state, planned) => {
      expect(conclude({ complete: [told] }, state, planned)).toMatchObject(
        unknown(told),
      );
    },
  );

  it('is all that it told, where its summary said that all was done', () => {
    const told = { applied: true, complete: [create, update] };
    const ending = conclude(told, undefined);
    expect(ending).toMatchObject({ ...told, unknown: [] });
    expect(ending.advice).toBeUndefined();
  });

  it('is told in words, with what to look at', () => {
    const ending = conclude(
      { unknown: [create, { address: 'b.two', action: 'update' }] },
      stateOf({ ...ONE, tainted: true }),
    );
    expect(describeEnding(ending)).toEqual([
      'It was killed',
      'complete: a.one (create; found in the state; tainted, the next plan replaces it)',
      'unknown how they ended: b.two (update)',
      expect.stringContaining('Nobody saw how these ended: b.two.'),
    ]);
  });

  const LOOK =
    'Nobody saw how these ended: a.one. Look whether they exist, remove or import what does, then plan anew';
  const PLAN =
    'Nobody saw how these ended: a.one. Plan anew, which shows what of them is missing';
  const THEN = ', and look whether what that would create exists already';

  it.each([
    ['a create that it has not', create, stateOf(), LOOK],
    ['a replacement', create, stateOf(ONE), PLAN + THEN],
    [
      'a replacement that creates first',
      create,
      stateOf({ ...ONE, deposed_key: 'x1' }),
      PLAN + THEN,
    ],
    [
      'a create, where the state cannot be read',
      create,
      undefined,
      PLAN + THEN,
    ],
    ['an update', update, stateOf(ONE), PLAN],
    ['a delete', destroy, stateOf(ONE), PLAN],
  ])(
    'has nobody remove what the state may have, by its advice: %s',
    (_, flight, state, advice) => {
      const planned = [replace];
      expect(conclude({ unknown: [flight] }, state, planned).advice).toBe(
        advice,
      );
    },
  );

  it('is left alone where Terraform ended by itself', () => {
    const failed = [create];
    expect(conclude({ outcome: 'failed', failed }, stateOf(ONE))).toMatchObject(
      { failed, complete: [] },
    );
  });
});
