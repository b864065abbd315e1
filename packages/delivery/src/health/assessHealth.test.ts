import type { Application, ManagedResource } from '@towpath/argocd';
import { assessHealth, withoutRecovered } from './assessHealth';
import { baselineOf } from './takeBaseline';

/** `Deployment shop` and others, each with a health. */
function applicationWith(healths: Record<string, string>, all?: string) {
  const resources = Object.entries(healths).map(([name, status]) => {
    const [kind, own] = name.split(' ');
    const group = kind.endsWith('Job') ? 'batch' : 'apps';
    return { group, kind, name: own, health: { status } };
  });
  return {
    status: { health: { status: all ?? 'Degraded' }, resources },
  } as unknown as Application;
}

const shopIs = (name: string): ManagedResource[] => {
  const [kind, own] = name.split(' ');
  const group = kind.endsWith('Job') ? 'batch' : 'apps';
  const image = 'registry.example/shop:1.0.0';
  const targetState = JSON.stringify({ spec: { containers: [{ image }] } });
  return [{ group, kind, name: own, targetState }];
};

interface Case {
  what: string;
  before: Record<string, string>;
  after: Record<string, string>;
  lacks?: string;
  notCounted?: number;
  workload?: string;
}

const SHOP = 'Deployment shop';
const CASES: Case[] = [
  {
    what: 'a sibling suspended before does not count',
    before: { 'CronJob nightly': 'Suspended' },
    after: { 'CronJob nightly': 'Suspended', [SHOP]: 'Healthy' },
    notCounted: 1,
  },
  {
    what: 'one degraded before that is on its way again does not count',
    before: { 'Deployment report': 'Degraded' },
    after: { 'Deployment report': 'Progressing' },
    notCounted: 1,
  },
  {
    what: 'one that was healthy and breaks with the version counts',
    before: { 'Deployment report': 'Healthy' },
    after: { 'Deployment report': 'Degraded', [SHOP]: 'Healthy' },
    lacks: 'Degraded (Deployment report: Degraded)',
  },
  {
    what: 'one that came with the version counts',
    before: {},
    after: { 'Deployment report': 'Missing' },
    lacks: 'Missing (Deployment report: Missing)',
  },
  {
    what: 'one that was on its way and fails counts',
    before: { 'Deployment report': 'Progressing' },
    after: { 'Deployment report': 'Degraded' },
    lacks: 'Degraded (Deployment report: Degraded)',
  },
  {
    what: 'what runs the service counts, though it was degraded before',
    before: { [SHOP]: 'Degraded' },
    after: { [SHOP]: 'Degraded' },
    lacks: 'Degraded (Deployment shop: Degraded)',
  },
  {
    what: 'a service that is a suspended job runs no version at all',
    workload: 'CronJob shop',
    before: { 'CronJob shop': 'Suspended' },
    after: { 'CronJob shop': 'Suspended' },
    notCounted: 1,
  },
  {
    what: 'a health that is not understood is named',
    before: {},
    after: { 'Widget pay': 'Sleeping' },
    lacks: 'Unknown (Widget pay: its health "Sleeping" is not understood)',
  },
  {
    what: 'one not understood, and the same before, does not count',
    before: { 'Widget pay': 'Sleeping' },
    after: { 'Widget pay': 'Sleeping' },
    notCounted: 1,
  },
  {
    what: 'all counts where nothing tells which of it is the service',
    workload: 'Deployment other',
    before: { 'CronJob nightly': 'Suspended' },
    after: { 'CronJob nightly': 'Suspended' },
    lacks: 'Suspended (CronJob nightly: Suspended)',
  },
];

it.each(CASES)('$what', ({ before, after, lacks, notCounted, workload }) => {
  const image = workload?.endsWith('other')
    ? 'registry.example/elsewhere:1.0.0'
    : 'mirror.example/shop:1.1.0';
  const baseline = baselineOf(
    applicationWith(before),
    shopIs(workload ?? SHOP),
    [image],
  );
  const found = assessHealth(applicationWith(after), baseline);
  expect(found.lacks).toBe(lacks);
  expect(found.notCounted).toHaveLength(notCounted ?? 0);
});

it('counts what has recovered once it breaks again', () => {
  const broken = applicationWith({ 'Deployment report': 'Degraded' });
  const baseline = baselineOf(broken, shopIs(SHOP), ['shop:1.1.0']);
  const mended = applicationWith({ 'Deployment report': 'Healthy' });
  const since = withoutRecovered(mended, baseline);
  expect(assessHealth(broken, baseline).lacks).toBeUndefined();
  expect(assessHealth(broken, since).lacks).toBeDefined();
});

it('does not call an application healthy of which no resource says what is wrong', () => {
  const application = applicationWith({}, 'Progressing');
  const baseline = baselineOf(application, shopIs(SHOP), ['shop:1.1.0']);
  expect(assessHealth(application, baseline).lacks).toBe('Progressing');
});

describe('where nothing told what was not healthy before', () => {
  const forgotten = {
    status: {
      health: { status: 'Suspended' },
      resources: [{ kind: 'CronJob', group: 'batch', name: 'nightly' }],
    },
  } as Application;
  const baseline = baselineOf(forgotten, shopIs(SHOP), ['shop:1.1.0']);
  const lacks = (healths: Record<string, string>, before = baseline) =>
    assessHealth(applicationWith(healths), before).lacks;

  it('does not count what is no worse than the whole was, unless it runs the version', () => {
    expect(lacks({ 'CronJob nightly': 'Suspended' })).toBeUndefined();
    expect(lacks({ 'CronJob nightly': 'Degraded' })).toMatch(/^Degraded/);
    expect(lacks({ [SHOP]: 'Suspended' })).toMatch(/^Suspended/);
  });

  it('counts it again once it was told to be healthy', () => {
    const healthy = applicationWith({ 'CronJob nightly': 'Healthy' });
    const since = withoutRecovered(healthy, baseline);

    expect(lacks({ 'CronJob nightly': 'Suspended' }, since)).toMatch(
      /^Suspended/,
    );
  });
});
