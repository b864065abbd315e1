import type {
  StackDetail,
  StackPlan,
  StackResourceChange,
  StackSummary,
  StateContent,
  StateVersion,
} from '@towpath/plugin-terraform-stacks-common';

export const changeFixture = (
  extra: Partial<StackResourceChange> = {},
): StackResourceChange => ({
  address: 'terraform_data.subnet',
  type: 'terraform_data',
  mode: 'managed',
  provider: 'terraform.io/builtin/terraform',
  action: 'create',
  attributes: [],
  ...extra,
});

export const stackFixture = (
  extra: Partial<StackSummary> = {},
): StackSummary => ({
  key: 'shop-dev',
  owner: 'group:default/team-finance',
  saidBy: 'user:default/ada',
  since: '2026-11-20T10:00:00.000Z',
  environment: 'dev',
  resources: 3,
  drift: { status: 'in-sync', at: '2026-11-20T10:00:00.000Z' },
  ...extra,
});

/** A stack that drifted, as lists have it: without what differs. */
export const driftedFixture = (
  extra: Partial<StackSummary> = {},
): StackSummary =>
  stackFixture({
    drift: {
      status: 'drifted',
      why: '1 resource differs',
      since: '2026-11-20T09:00:00.000Z',
    },
    ...extra,
  });

const YES = { allowed: true };

export const detailFixture = (
  stack: StackSummary = stackFixture(),
  extra: Partial<StackDetail> = {},
): StackDetail => ({
  stack,
  definition: {
    module: {
      git: { url: 'https://git.example/shop.git', tag: 'v1.2.0' },
    },
    variables: { size: 3 },
    secrets: ['api_key'],
    inputs: { network_id: { stack: 'network-dev', output: 'id' } },
    driftEvery: '6h',
    from: 'page',
  },
  usedBy: [],
  abilities: {
    ...{ plan: YES, delete: YES, restore: YES, freeLock: YES, credential: YES },
  },
  ...extra,
});

/** Drifted by one attribute that somebody changed by hand, as its page has it. */
export const driftedDetailFixture = (
  extra: Partial<StackDetail> = {},
): StackDetail => {
  const stack = driftedFixture();
  const changes = [
    changeFixture({
      address: 'terraform_data.network',
      action: 'update',
      attributes: [
        {
          path: 'input',
          before: { value: 'ours' },
          after: { value: 'by hand' },
        },
      ],
    }),
  ];
  const drift = { ...stack.drift, changes };
  return detailFixture({ ...stack, drift }, extra);
};

export const planFixture = (extra: Partial<StackPlan> = {}): StackPlan => ({
  digest: 'shown',
  changes: true,
  summary: '1 to create',
  text: '+ terraform_data.subnet',
  markdown: '',
  resources: [changeFixture()],
  ...extra,
});

export const resourceFixture = (
  extra: Partial<StateContent['resources'][number]> = {},
): StateContent['resources'][number] => ({
  address: 'terraform_data.network',
  type: 'terraform_data',
  name: 'network',
  mode: 'managed',
  provider: 'terraform.io/builtin/terraform',
  dependsOn: [],
  attributes: [],
  ...extra,
});

export const versionFixture = (serial: number): StateVersion => ({
  id: `version-${serial}`,
  serial,
  lineage: 'one',
  at: '2026-11-20T10:00:00.000Z',
  by: 'user:default/ada',
  size: 2048,
  resources: serial,
  readable: true,
});
