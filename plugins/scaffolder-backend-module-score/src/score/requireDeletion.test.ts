import type { Plan } from '@towpath/plugin-score-common';
import { requireDeletion } from './requireDeletion';

const plan = (actions: Record<string, string>) =>
  ({
    service: 'component:default/shop',
    resources: Object.entries(actions).map(([name, action]) => ({
      ...{ name, action },
      ownedBy: action === 'release' ? 'component:default/payments' : undefined,
    })),
  } as unknown as Plan);

it.each<[string, Record<string, string>, string[], string[]]>([
  ['what was named', { db: 'delete', cache: 'none' }, ['db'], ['db']],
  ['nothing where it is there no more', { cache: 'none' }, ['db'], []],
  ['nothing that others keep', { old: 'retain', db: 'delete' }, ['db'], ['db']],
])('takes away %s', (_what, actions, names, deleted) => {
  expect(requireDeletion(plan(actions), names)).toEqual(deleted);
});

it.each<[string, Record<string, string>, RegExp]>([
  ['the file asks for still', { db: 'none' }, /still asks for db/],
  ['is to be retained', { db: 'retain' }, /db stays/],
  [
    'another service owns',
    { db: 'release' },
    /db is that of component:default\/payments, which alone can delete it/,
  ],
  [
    'nobody named',
    { db: 'delete', cache: 'delete' },
    /cache would be deleted too/,
  ],
  [
    'comes beside it',
    { db: 'delete', cache: 'create' },
    /would create cache as well/,
  ],
])('refuses what %s', (_what, actions, words) => {
  expect(() => requireDeletion(plan(actions), ['db'])).toThrow(words);
});
