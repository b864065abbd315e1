import type {
  Comparison,
  Edit,
  Freeze,
  GateReport,
  Needs,
  Promotion,
  PromotionStatus,
} from '@towpath/plugin-environment-common';

export const paymentService = 'component:default/payment-service';

/** One image tag that is written in Git. */
export const editFixture = (extra: Partial<Edit> = {}): Edit => ({
  repository: 'https://git.myorg.example/finance/payment-deploy',
  file: 'overlays/prod/kustomization.yaml',
  path: 'images[payment-service].newTag',
  before: '1.4.0',
  after: '1.4.2',
  ...extra,
});

/** An open gate, unless told otherwise. */
export const gateFixture = (extra: Partial<GateReport> = {}): GateReport => ({
  id: 'healthy',
  type: 'healthy',
  title: 'Healthy in staging',
  state: 'open',
  message: 'Synced and healthy for 3 h.',
  ...extra,
});

export const approvalGate = gateFixture({
  id: 'approval',
  type: 'approval',
  title: 'Approval by finance-leads',
  state: 'asks',
  message: '1 of finance-leads has to approve.',
  owner: 'group:default/finance-leads',
});

/** A database that is new, a cache that nobody asks for any more, and a shelf that is there. */
export const needsFixture = (): Needs => ({
  resources: [
    {
      ...{ uid: 'postgres.default#payment.db', type: 'postgres' },
      ...{ class: 'default', name: 'db', action: 'create' },
      ...{ changes: [], notes: [] },
      cost: { amount: 25, currency: 'USD' },
    },
    {
      ...{ uid: 'redis.default#payment.cache', type: 'redis' },
      ...{ class: 'default', name: 'cache', action: 'retain', changes: [] },
      notes: ['It is no longer asked for: remove it from the Resources tab'],
      cost: { amount: 5, currency: 'USD' },
    },
    {
      ...{ uid: 'dns.default#payment.dns', type: 'dns' },
      ...{ class: 'default', name: 'dns', action: 'none' },
      ...{ changes: [], notes: [] },
    },
  ],
  files: [
    {
      file: 'overlays/prod/manifests.yaml',
      before: 'kind: Deployment\n',
      after: 'kind: Deployment\n---\nkind: ExternalSecret\n',
    },
  ],
  rules: [
    {
      ...{ policy: 'databases', rule: 'backup', effect: 'allow' },
      message: 'Production databases have backups.',
    },
  ],
  cost: {
    before: { amount: 5, currency: 'USD' },
    after: { amount: 30, currency: 'USD' },
  },
  notes: [],
});

/** payment-service 1.4.2 from staging to prod, with every gate open. */
export const comparisonFixture = (
  extra: Partial<Comparison> = {},
): Comparison => ({
  service: paymentService,
  from: 'staging',
  to: 'prod',
  version: '1.4.2',
  image: 'registry.myorg.example/payment-service:1.4.2',
  current: {
    version: '1.4.0',
    image: 'registry.myorg.example/payment-service:1.4.0',
    health: 'Healthy',
  },
  digest: 'digest-1',
  verdict: 'allow',
  delivery: 'commit',
  edits: [editFixture()],
  notUnderstood: [],
  unasked: [],
  config: [
    {
      resource: 'ConfigMap payment-service',
      path: 'data.LOG_LEVEL',
      from: 'debug',
      to: 'info',
    },
  ],
  commits: {
    known: true,
    count: 2,
    authors: ['Ada Okafor', 'Grace Lim'],
    items: [
      {
        sha: '9f31c2a0d1',
        subject: 'Refund once, PAY-311',
        author: 'Ada Okafor',
      },
      { sha: '11c2a09f3d', subject: 'Log refund ids', author: 'Grace Lim' },
    ],
    url: 'https://git.myorg.example/finance/payment-service/compare',
  },
  gates: [gateFixture()],
  may: { allowed: true },
  ...extra,
});

const no = (why: string) => ({ allowed: false, why });

/** payment-service 1.4.2 to prod, as Ada asked for it. */
export const promotionFixture = (
  status: PromotionStatus,
  extra: Partial<Promotion> = {},
): Promotion => ({
  id: `run-${status}`,
  kind: 'promotion',
  service: paymentService,
  from: 'staging',
  to: 'prod',
  version: '1.4.2',
  fromVersion: '1.4.0',
  status,
  reason: 'fixes duplicate refunds, PAY-311',
  requestedBy: 'user:default/ada',
  createdAt: '2026-11-25T12:00:00.000Z',
  steps: [
    { name: 'gates', title: 'Gates', status: 'pending' },
    { name: 'write', title: 'Write to Git', status: 'pending' },
    { name: 'sync', title: 'Sync', status: 'pending' },
    { name: 'healthy', title: 'Healthy', status: 'pending' },
    { name: 'record', title: 'Record', status: 'pending' },
  ],
  edits: [editFixture()],
  gates: [gateFixture(), approvalGate],
  commits: comparisonFixture().commits.items,
  approval: { digest: 'digest-1', required: [], decisions: [] },
  can: {
    approve: no('It does not wait for approval.'),
    reject: no('It does not wait for approval.'),
    cancel: no('It has ended.'),
    retry: no('Only a failed promotion can be retried.'),
    rollback: no('Only what has succeeded can be rolled back.'),
  },
  ...extra,
});

/** A promotion that the person who looks can approve. */
export const awaitingFixture = (extra: Partial<Promotion> = {}): Promotion => {
  const promotion = promotionFixture('awaiting-approval', {
    approval: {
      digest: 'digest-1',
      required: [
        {
          gate: 'approval',
          title: 'Approval by finance-leads',
          given: 0,
          rule: {
            groups: ['group:default/finance-leads'],
            count: 1,
            fourEyes: true,
          },
        },
      ],
      decisions: [],
    },
    ...extra,
  });
  const yes = { allowed: true };
  return {
    ...promotion,
    can: { ...promotion.can, approve: yes, reject: yes, cancel: yes },
    ...(extra.can && { can: extra.can }),
  };
};

/** A freeze of prod that holds now. */
export const freezeFixture = (extra: Partial<Freeze> = {}): Freeze => ({
  id: 'freeze-1',
  environment: 'prod',
  reason: 'Black Friday',
  active: true,
  recurring: false,
  startsAt: '2026-11-25T08:00:00.000Z',
  endsAt: '2026-11-30T08:00:00.000Z',
  createdBy: 'user:default/grace',
  canEnd: { allowed: true },
  ...extra,
});
