import { execFileSync } from 'node:child_process';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { deployment } from './support/argoCd';
import { portalEnvironment, portalUrl } from './support/environment';
import { expect, test } from './support/portal';
import { tokenOf } from './support/scripts';

test.setTimeout(240_000);

/** "backstage-cli actions execute", as a person types it. */
function execute(person: string, action: string, ...flags: string[]) {
  const answer = execFileSync(
    'npm',
    [
      ...['run', '--silent', 'actions', '--'],
      ...['--as', person, 'execute', `environment:${action}`, ...flags],
    ],
    { env: { ...process.env, ...portalEnvironment }, encoding: 'utf8' },
  );
  return JSON.parse(answer);
}

/** A published client of the Model Context Protocol, signed in as a person. */
async function connect(person: string): Promise<Client> {
  const client = new Client({ name: 'e2e', version: '1' });
  const headers = { Authorization: `Bearer ${tokenOf(person)}` };
  await client.connect(
    new StreamableHTTPClientTransport(
      new URL(`${portalUrl}/api/mcp-actions/v1`),
      { requestInit: { headers } },
    ),
  );
  return client;
}

async function call(client: Client, tool: string, input: object) {
  const result = await client.callTool({
    name: `environment.${tool}`,
    arguments: { ...input },
  });
  const [{ text }] = result.content as { text: string }[];
  return { isError: result.isError === true, text };
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
      { timeout: 120_000, intervals: [5_000] },
    )
    .toBe('succeeded');
  const { image, health } = await deployment('payment-worker-prod');
  expect(image).toContain(`:${comparison.version}`);
  expect(health).toBe('Healthy');
  await Promise.all([ada.close(), grace.close()]);
});

test('a template promotes, and its task tells what the promotion did', async ({
  request,
}) => {
  const headers = { Authorization: `Bearer ${tokenOf('linus')}` };
  const begun = await request.post('/api/scaffolder/v2/tasks', {
    headers,
    data: {
      templateRef: 'template:default/promote-service',
      values: {
        service: 'component:default/cart-service',
        from: 'environment:default/dev',
        to: 'environment:default/staging',
      },
    },
  });
  const { id } = await begun.json();
  const task = `/api/scaffolder/v2/tasks/${id}`;
  await expect
    .poll(
      async () => (await (await request.get(task, { headers })).json()).status,
      { timeout: 120_000, intervals: [2_000] },
    )
    .toBe('completed');
  const events = await request.get(`${task}/events`, { headers });
  expect(await events.text()).toContain('succeeded');
  const [dev, staging] = [
    await deployment('cart-service-dev'),
    await deployment('cart-service-staging'),
  ];
  expect(staging.image).toBe(dev.image);
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
