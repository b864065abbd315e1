import { authServiceFactory } from '@backstage/backend-defaults/auth';
import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
  createServiceFactory,
  type BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import authBackend from '@backstage/plugin-auth-backend';
import permissionBackend from '@backstage/plugin-permission-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  signalsServiceRef,
  type SignalPayload,
  type SignalsService,
} from '@backstage/plugin-signals-node';
import type { JsonObject } from '@backstage/types';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import {
  signInPeople,
  testPeople,
  type SignedIn,
} from '../__testUtils__/people';
import { startPortal } from '../__testUtils__/startPortal';
import { createPluginAccess } from '@towpath/backend-kit';
import { environmentAccess } from '@towpath/plugin-environment-backend';
import { rootHttpRouter } from '../logging';
import signals from '.';

const SCRIPT_TOKEN = 'a-token-for-the-test-of-scripts';
const DEPLOYMENTS = 'environment:deployments';
const PROMOTIONS = 'environment:promotions';

let portal: Awaited<ReturnType<typeof startPortal>>;
let tokens: Record<SignedIn, string>;
let publisher: SignalsService;
/** While set, each token ends at this moment. */
let sessionEnd: Date | undefined;
/** While set, no permission can be asked. */
let policyIsDown = false;

const publishing = createBackendPlugin({
  pluginId: 'publishing',
  register(env) {
    env.registerInit({
      deps: { service: signalsServiceRef },
      async init({ service }) {
        publisher = service;
      },
    });
  },
});

/** Kwame may read nothing of environments. */
const strangerIsDenied = createBackendModule({
  pluginId: 'permission',
  moduleId: 'test-policy',
  register(reg) {
    reg.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy({
          async handle(_, user) {
            if (policyIsDown) throw new Error('The policy is down');
            const principal = user?.credentials.principal;
            const ref = (principal as BackstageUserPrincipal | undefined)
              ?.userEntityRef;
            return ref === 'user:default/ada'
              ? { result: AuthorizeResult.ALLOW }
              : { result: AuthorizeResult.DENY };
          },
        });
      },
    });
  },
});

/** The real check of tokens, whose sessions a test can make short. */
const endableSessions = createServiceFactory({
  service: coreServices.auth,
  deps: (authServiceFactory as any).deps,
  async factory(deps, context) {
    const real = await (authServiceFactory as any).factory(deps, context);
    return Object.assign(Object.create(real), {
      async authenticate(token: string, options?: object) {
        const credentials = await real.authenticate(token, options);
        return sessionEnd
          ? Object.create(credentials, { expiresAt: { value: sessionEnd } })
          : credentials;
      },
    });
  },
});

interface Page {
  socket: WebSocket;
  heard: JsonObject[];
  /** The next text, whether it came already or not. */
  next(): Promise<JsonObject>;
}

function open(token?: string, origin = portal.baseUrl, path = '/api/signals') {
  const url = `${portal.baseUrl.replace('http', 'ws')}${path}`;
  return new WebSocket(url, token, { origin });
}

async function listen(token: string): Promise<Page> {
  const socket = open(token);
  const heard: JsonObject[] = [];
  const unread: JsonObject[] = [];
  socket.on('message', data => {
    const message = JSON.parse(String(data));
    heard.push(message);
    unread.push(message);
    socket.emit('text');
  });
  await once(socket, 'open');
  return {
    socket,
    heard,
    async next() {
      if (unread.length === 0) await once(socket, 'text');
      return unread.shift()!;
    },
  };
}

async function subscribe(page: Page, channel: string): Promise<JsonObject> {
  page.socket.send(JSON.stringify({ action: 'subscribe', channel }));
  return page.next();
}

/** What the server answers to who gets no socket. */
async function answerTo(socket: WebSocket): Promise<number> {
  const [, response] = (await once(socket, 'unexpected-response')) as [
    unknown,
    IncomingMessage,
  ];
  socket.on('error', () => {});
  socket.terminate();
  return response.statusCode!;
}

const publish = (
  channel: string,
  message: JsonObject,
  recipients: SignalPayload['recipients'] = { type: 'broadcast' },
) => publisher.publish({ channel, message, recipients });

/** Tells when all that was published to this page before has come. */
async function hearsAfter(page: Page): Promise<void> {
  await subscribe(page, 'notifications');
  await publish('notifications', { last: true });
  while (!('channel' in (await page.next()))) continue;
}

beforeAll(async () => {
  portal = await startPortal(
    [
      mockServices.rootLogger.factory({ level: 'none' }),
      rootHttpRouter,
      endableSessions,
      authBackend,
      testPeople,
      permissionBackend,
      strangerIsDenied,
      createPluginAccess(environmentAccess),
      publishing,
      signals,
    ],
    {
      backend: {
        auth: {
          externalAccess: [
            {
              type: 'static',
              options: { token: SCRIPT_TOKEN, subject: 'scripts' },
            },
          ],
        },
      },
    },
  );
  const headers = await signInPeople(portal.baseUrl);
  const tokenOf = (one: SignedIn) => headers[one].authorization.split(' ')[1];
  tokens = {
    owner: tokenOf('owner'),
    stranger: tokenOf('stranger'),
    platformEngineer: tokenOf('platformEngineer'),
  };
});

afterEach(() => {
  sessionEnd = undefined;
  policyIsDown = false;
});

afterAll(() => portal.stop());

describe('the socket of signals', () => {
  it.each<[string, () => string | undefined, number]>([
    ['nobody', () => undefined, 401],
    ['garbage', () => 'garbage', 401],
    ['a forged token', () => `${tokens.owner.slice(0, -8)}AAAAAAAA`, 401],
    ['a service', () => SCRIPT_TOKEN, 403],
  ])('is refused to %s', async (_, token, status) => {
    expect(await answerTo(open(token()))).toBe(status);
  });

  it.each([
    'http://evil.example',
    'null',
    'http://localhost',
    'http://localhost.evil.example:7007',
  ])(
    'is refused to a page of %s, also with a stolen token',
    async foreignOrigin => {
      expect(await answerTo(open(tokens.owner, foreignOrigin))).toBe(403);
    },
  );

  it('is refused to a session that has ended', async () => {
    sessionEnd = new Date(Date.now() - 1);

    expect(await answerTo(open(tokens.owner))).toBe(401);
  });

  it('is nowhere else, and nobody is left waiting there', async () => {
    const elsewhere = open(tokens.owner, portal.baseUrl, '/api/catalog');

    expect(await answerTo(elsewhere)).toBe(404);
  });

  it('tells a reader, from the first socket on, and in the words that the stock client reads', async () => {
    const page = await listen(tokens.owner);
    await subscribe(page, DEPLOYMENTS);
    await publish(DEPLOYMENTS, { services: ['component:default/a'] });

    expect(await page.next()).toEqual({
      channel: DEPLOYMENTS,
      message: { services: ['component:default/a'] },
    });
    page.socket.close();
  });

  it.each([DEPLOYMENTS, PROMOTIONS, 'a channel that nobody has listed'])(
    'tells nothing on %s to who may not read it',
    async channel => {
      const page = await listen(tokens.stranger);

      expect(await subscribe(page, channel)).toEqual({ refused: channel });
      await publish(channel, { id: 'secret' });
      await hearsAfter(page);
      expect(JSON.stringify(page.heard)).not.toContain('secret');
      page.socket.close();
    },
  );

  it('tells a person what is for them or their team, and nobody else', async () => {
    const [ada, kwame] = [
      await listen(tokens.owner),
      await listen(tokens.stranger),
    ];
    await subscribe(ada, 'notifications');
    await subscribe(kwame, 'notifications');
    const entityRef = ['group:default/team-finance'];
    await publish('notifications', { secret: 1 }, { type: 'user', entityRef });
    await hearsAfter(kwame);

    expect(await ada.next()).toMatchObject({ message: { secret: 1 } });
    expect(JSON.stringify(kwame.heard)).not.toContain('secret');
    ada.socket.close();
    kwame.socket.close();
  });

  it('is closed with the session, with a code after which a page comes again', async () => {
    sessionEnd = new Date(Date.now() + 2000);
    const page = await listen(tokens.owner);
    await subscribe(page, DEPLOYMENTS);
    const [code] = await once(page.socket, 'close');

    expect([1000, 1001]).not.toContain(code);
    expect(Date.now()).toBeGreaterThanOrEqual(sessionEnd.getTime() - 50);
    await publish(DEPLOYMENTS, { secret: 1 });
    expect(JSON.stringify(page.heard)).not.toContain('secret');
  });

  it('is closed when the permission could not be asked, so that the page asks again', async () => {
    policyIsDown = true;
    const page = await listen(tokens.owner);
    page.socket.send(
      JSON.stringify({ action: 'subscribe', channel: DEPLOYMENTS }),
    );
    const [code] = await once(page.socket, 'close');

    expect(code).toBe(1013);
  });

  it('outlives texts that mean nothing, and ends one that is too long', async () => {
    const page = await listen(tokens.owner);
    ['', '{', 'null', '[]', '7', '{"action":"subscribe","channel":{}}'].forEach(
      text => page.socket.send(text),
    );
    expect(await subscribe(page, DEPLOYMENTS)).toEqual({
      subscribed: DEPLOYMENTS,
    });

    page.socket.send('x'.repeat(5000));
    const [code] = await once(page.socket, 'close');
    expect(code).toBe(1009);
  });
});
