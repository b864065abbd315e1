import { spawnSync } from 'node:child_process';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { APIRequestContext } from '@playwright/test';
import { deployment } from './support/argoCd';
import { connect } from './support/aiClient';
import { portalEnvironment } from './support/environment';
import { expect, test } from './support/portal';
import { release } from './support/pushVersion';
import { tokenOf } from './support/scripts';
import { beginTask } from './support/tasks';

/** "backstage-cli actions execute", as a person types it. */
function type(person: string, action: string, flags: string[]) {
  return spawnSync(
    'npm',
    [
      ...['run', '--silent', 'actions', '--'],
      ...['--as', person, 'execute', `environment:${action}`, ...flags],
    ],
    { env: { ...process.env, ...portalEnvironment }, encoding: 'utf8' },
  );
}

function execute(person: string, action: string, ...flags: string[]) {
  const { status, stdout, stderr } = type(person, action, flags);
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

/** What the terminal says when it is refused. */
function refusal(person: string, action: string, ...flags: string[]): string {
  const { status, stdout, stderr } = type(person, action, flags);
  expect(status, stdout).not.toBe(0);
  return stdout + stderr;
}

async function call(client: Client, tool: string, input: object) {
  const result = await client.callTool({
    name: `environment.${tool}`,
    arguments: { ...input },
  });
  const [{ text }] = result.content as { text: string }[];
  return { isError: result.isError === true, text };
}

/** Runs the template that promotes, from dev to staging, as Linus. */
async function promoteByTemplate(request: APIRequestContext, service: string) {
  const task = await beginTask(request, 'linus', 'promote-service', {
    service: `component:default/${service}`,
    from: 'environment:default/dev',
    to: 'environment:default/staging',
  });
  await expect
    .poll(task.status, { timeout: 240_000, intervals: [2_000] })
    .toMatch(/completed|failed/);
  return { status: await task.status(), log: await task.log() };
}

test('the terminal asks, an AI client approves, and the version is in prod', async () => {
  const route = [
    ...['--service', 'payment-worker'],
    ...['--from', 'staging', '--to', 'prod'],
  ];
  const { digest, verdict, comparison } = execute('ada', 'compare', ...route);
  expect(verdict).toBe('gate');

  const { promotionId, status } = execute(
    'ada',
    'promote-service',
    ...route,
    ...['--digest', digest, '--reason', 'Asked from the terminal'],
  );
  expect(status).toBe('awaiting-approval');

  const ada = await connect('ada');
  const own = await call(ada, 'approve-promotion', { promotionId, digest });
  expect(own.isError).toBe(true);
  expect(own.text).toContain('group:default/finance-leads');

  const grace = await connect('grace');
  const waiting = await call(grace, 'list-promotions', { waitingForMe: true });
  expect(waiting.text).toContain(promotionId);
  const approved = await call(grace, 'approve-promotion', {
    promotionId,
    digest,
  });
  expect(approved.isError).toBe(false);

  await expect
    .poll(
      async () =>
        execute('ada', 'get-promotion', '--promotion-id', promotionId).status,
      { timeout: 240_000, intervals: [5_000] },
    )
    .toBe('succeeded');
  const { image, health } = await deployment('payment-worker-prod');
  expect(image).toContain(`:${comparison.version}`);
  expect(health).toBe('Healthy');
  await Promise.all([ada.close(), grace.close()]);
});

test('a version that fails is taken back by itself, and an AI client learns why', async ({}, {
  outputDir,
}) => {
  const before = await deployment('ledger-service-staging');
  const version = await release(
    outputDir,
    'ledger-service',
    '-broken-in-staging',
  );
  const route = [
    ...['--service', 'ledger-service'],
    ...['--from', 'dev', '--to', 'staging'],
  ];
  await expect
    .poll(() => execute('ada', 'compare', ...route).comparison.version, {
      timeout: 240_000,
      intervals: [3_000],
    })
    .toBe(version);
  const { promotionId } = execute('ada', 'promote-service', ...route);

  const ada = await connect('ada');
  await expect
    .poll(
      async () => (await call(ada, 'get-promotion', { promotionId })).text,
      { timeout: 240_000, intervals: [3_000] },
    )
    .toMatch(/rolled-back[^]*exceeded its progress deadline/);
  await ada.close();
  const { image } = await deployment('ledger-service-staging');
  expect(image).toBe(before.image);
});

test('a freeze from the terminal refuses everywhere with its reason and its end', async () => {
  const route = { service: 'ledger-service', from: 'dev', to: 'staging' };
  const flags = Object.entries(route).flatMap(([name, value]) => [
    `--${name}`,
    value,
  ]);
  const { freeze } = execute(
    'linus',
    'freeze-environment',
    ...['--environment', 'staging', '--reason', 'Stocktaking'],
    ...['--services', JSON.stringify(['component:default/ledger-service'])],
    ...['--ends-at', '2099-12-31T18:00:00Z'],
  );

  const typed = refusal('ada', 'promote-service', ...flags);
  expect(typed).toMatch(/Stocktaking/);
  expect(typed).toMatch(/31 Dec 2099/);
  const ada = await connect('ada');
  const asked = await call(ada, 'promote-service', route);
  expect(asked.isError).toBe(true);
  expect(asked.text).toContain('Stocktaking');
  // Whoever may not freeze may not end a freeze either.
  const ending = await call(ada, 'end-freeze', { freezeId: freeze.id });
  expect(ending.isError).toBe(true);
  expect(ending.text).toContain('environment.freeze.');
  await ada.close();

  const linus = await connect('linus');
  await call(linus, 'end-freeze', { freezeId: freeze.id });
  const { gates } = execute('ada', 'compare', ...flags).comparison;
  expect(gates).toContainEqual(
    expect.objectContaining({
      type: 'freeze',
      state: 'open',
      message: 'No freeze holds in staging.',
    }),
  );
  // The version that failed above stays refused, and by nothing else.
  expect(
    gates.filter(({ state }: { state: string }) => state === 'closed'),
  ).toEqual([
    expect.objectContaining({
      type: 'setback',
      message: expect.stringContaining('rolled back here'),
    }),
  ]);
  await linus.close();
});

test('a template promotes, and its task tells what the promotion did', async ({
  request,
}) => {
  const { status, log } = await promoteByTemplate(request, 'cart-service');
  expect(status).toBe('completed');
  expect(log).toContain('succeeded');
  const [dev, staging] = [
    await deployment('cart-service-dev'),
    await deployment('cart-service-staging'),
  ];
  expect(staging.image).toBe(dev.image);
});

test('a template that cannot promote tells why, and not only that it was refused', async ({
  request,
}) => {
  const { status, log } = await promoteByTemplate(request, 'no-such-service');
  expect(status).toBe('failed');
  expect(log).toContain('component:default/no-such-service');
  expect(log).not.toContain('Request failed');
});

test('nobody and a stranger are refused, and told by what', async ({
  request,
}) => {
  const promotions = '/api/environment/promotions';
  const data = { service: 'stock-service', from: 'staging', to: 'prod' };
  expect((await request.post(promotions, { data })).status()).toBe(401);

  const stranger = { Authorization: `Bearer ${tokenOf('ada')}` };
  const refused = await request.post(promotions, { headers: stranger, data });
  expect(refused.status()).toBe(403);
  expect((await refused.json()).error.message).toContain(
    'environment.promotion.create',
  );
});
