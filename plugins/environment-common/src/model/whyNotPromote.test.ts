import type { GateReport, PromotionStatus } from '../api';
import { firstOf, whyNotPromote, type PromotionFacts } from './whyNotPromote';

const gate = (
  type: string,
  state: GateReport['state'],
  override?: GateReport['override'],
): GateReport => ({
  id: type,
  type,
  title: type,
  state,
  message: type,
  override,
});

const underWay = (version: string, status: PromotionStatus) => ({
  id: 'run-9',
  version,
  status,
});

const person = (reason?: string) => ({ isPerson: true, reason });

const CASES: [string, PromotionFacts, string[]][] = [
  ['nothing is known against it', { version: '2', current: '1' }, []],
  ['nothing runs there', { version: '2' }, []],
  ['neither version is known', {}, []],
  [
    'the way is the defined one',
    { route: { from: 'dev', promotesFrom: 'dev' } },
    [],
  ],
  [
    'the environment takes versions from another',
    { route: { from: 'dev', promotesFrom: 'staging' } },
    ['no-route'],
  ],
  ['it takes versions from none', { route: { from: 'dev' } }, ['no-route']],
  ['the policy allows it', { may: { allowed: true } }, []],
  ['the policy denies it', { may: { allowed: false } }, ['denied']],
  ['it runs there already', { version: '2', current: '2' }, ['old']],
  [
    'it is worked on',
    { version: '2', underWay: [underWay('2', 'running')] },
    ['under-way'],
  ],
  [
    'it is queued behind another',
    {
      version: '2',
      underWay: [underWay('2', 'queued'), underWay('1', 'running')],
    },
    ['under-way', 'busy'],
  ],
  [
    'it waits for an approval, which may be asked for anew',
    { version: '2', underWay: [underWay('2', 'awaiting-approval')] },
    ['asked'],
  ],
  [
    'another version waits for an approval',
    { version: '2', underWay: [underWay('1', 'awaiting-approval')] },
    ['busy'],
  ],
  ['it failed there before', { version: '2', setback: true }, ['setback']],
  ['nothing comes by itself', { hold: { reason: 'It broke' } }, ['held']],
  [
    'gates are open, or ask',
    { gates: [gate('soak', 'open'), gate('approval', 'asks')] },
    [],
  ],
  ['a gate is closed', { gates: [gate('freeze', 'closed')] }, ['closed']],
  [
    'a gate is closed that no time opens',
    { gates: [gate('setback', 'closed', 'overrideSetback')] },
    ['shut'],
  ],
  [
    'a person says why it comes again',
    {
      gates: [gate('setback', 'closed', 'overrideSetback')],
      override: person('It was the network'),
    },
    [],
  ],
  [
    'a person passes what nobody may pass',
    { gates: [gate('freeze', 'closed')], override: person('It is urgent') },
    ['closed'],
  ],
  ['a person does not say why', { override: person(' ') }, ['no-reason']],
  [
    'a pipeline says why it comes again',
    { override: { isPerson: false, reason: 'Again' } },
    ['no-person'],
  ],
  [
    'several things are against it',
    {
      version: '2',
      current: '2',
      may: { allowed: false },
      gates: [gate('freeze', 'closed')],
    },
    ['denied', 'old', 'closed'],
  ],
];

it.each(CASES)('%s', (_, facts, types) => {
  expect(whyNotPromote(facts).map(({ type }) => type)).toEqual(types);
});

it('answers first what the one who asks names first', () => {
  const reasons = whyNotPromote({
    version: '2',
    current: '2',
    underWay: [underWay('2', 'running')],
  });

  expect(firstOf(reasons, 'old', 'under-way')?.type).toBe('old');
  expect(firstOf(reasons, 'under-way', 'old')?.type).toBe('under-way');
  expect(firstOf(reasons, 'held')).toBeUndefined();
});
