import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { argocdSettings } from '@towpath/argocd';
import { terraformSettings } from '@towpath/terraform';
import { findUnsafeSettings } from './findUnsafeSettings';

const safe = {
  towpath: { mode: 'production' },
  auth: {
    session: { secret: 'hX3vN0qLr8sYt2ZbKd7WfPq1' },
    providers: {
      oidc: {
        production: {
          metadataUrl: 'https://login.corp.example/.well-known',
          clientSecret: 'v7JmQ2xTd9RzLk4B',
        },
      },
    },
  },
  backend: {
    baseUrl: 'https://portal.corp.example',
    auth: {
      externalAccess: [
        {
          type: 'static',
          options: { token: 'A8dUy3QfMi7LxWc2BvRj6NhK', subject: 'scripts' },
          accessRestrictions: [
            { plugin: 'catalog', permissionAttribute: { action: 'read' } },
          ],
        },
      ],
    },
    database: {
      client: 'pg',
      connection: {
        host: 'db.corp.example',
        password: 'S1oZg5TbYp9EeVk4CqDm8FwJ',
        ssl: true,
      },
    },
  },
  catalog: { providers: { gitea: { corp: { host: 'git.corp.example' } } } },
  integrations: { gitea: [{ host: 'git.corp.example' }] },
  permission: { enabled: true },
};

function unsafe(overrides: JsonObject) {
  const config = ConfigReader.fromConfigs([
    { context: 'safe', data: safe },
    { context: 'test', data: overrides },
  ]);
  return findUnsafeSettings(config, [argocdSettings, terraformSettings]);
}

const keysOf = (overrides: JsonObject) => unsafe(overrides).map(s => s.key);

const connection = (value: JsonObject[string]) => ({
  backend: { database: { connection: value } },
});

const parameters = (value: JsonObject) => ({
  scaffolder: { defaultEnvironment: { parameters: value } },
});

/** A safe token from outside, but for what is given. */
const access = (change: JsonObject): JsonObject => ({
  backend: {
    auth: {
      externalAccess: [{ ...safe.backend.auth.externalAccess[0], ...change }],
    },
  },
});

const proxied = (change: JsonObject): JsonObject => ({
  proxy: {
    endpoints: {
      '/tool': {
        target: 'https://tool.corp.example',
        allowedMethods: ['GET'],
        ...change,
      },
    },
  },
});

const ACCESS = 'backend.auth.externalAccess[0]';
const OIDC = 'auth.providers.oidc.production';
const oidc = (change: JsonObject): JsonObject => ({
  auth: { providers: { oidc: { production: change } } },
});
const allow = (...kinds: string[]): JsonObject => ({ allow: kinds });

const PASSWORD_KEY = 'backend.database.connection.password';

describe('findUnsafeSettings', () => {
  it('finds nothing in a safe configuration', () => {
    expect(unsafe({})).toEqual([]);
  });

  it('finds nothing in the sandbox', () => {
    expect(
      findUnsafeSettings(
        new ConfigReader({ towpath: { mode: 'sandbox' } }),
        [],
      ),
    ).toEqual([]);
  });

  it.each([
    [{}, 'towpath.mode is missing'],
    [{ towpath: { mode: 'prod' } }, "towpath.mode is 'prod'"],
  ])('has no mode by default: %j', (data, message) => {
    expect(() => findUnsafeSettings(new ConfigReader(data), [])).toThrow(
      message,
    );
  });

  it('lists every reason at once, for a configuration with nothing in it', () => {
    const keys = findUnsafeSettings(
      new ConfigReader({ towpath: { mode: 'production' } }),
      [],
    ).map(({ key }) => key);

    expect(keys).toEqual([
      'permission.enabled',
      'backend.baseUrl',
      'backend.database.client',
      'backend.database.connection.host',
      'auth.session.secret',
      PASSWORD_KEY,
    ]);
  });

  it.each<[string, JsonObject]>([
    ['auth.providers.guest', { auth: { providers: { guest: {} } } }],
    ['permission.enabled', { permission: { enabled: false } }],
    [
      'backend.auth.dangerouslyDisableDefaultAuthPolicy',
      { backend: { auth: { dangerouslyDisableDefaultAuthPolicy: true } } },
    ],
    ['backend.baseUrl', { backend: { baseUrl: 'http://portal.example' } }],
    [
      'backend.database.client',
      { backend: { database: { client: 'better-sqlite3' } } },
    ],
    ['auth.session.secret', { auth: { session: { secret: 'short' } } }],
    [
      'auth.session.secret',
      { auth: { session: { secret: 'changeme-changeme-changeme' } } },
    ],
    [
      'auth.session.secret',
      { auth: { session: { secret: 'towpath_session_secret_password' } } },
    ],
    [
      'auth.session.secret',
      { auth: { session: { secret: 'abababababababababababababab' } } },
    ],
    [
      'backend.auth.keys',
      { backend: { auth: { keys: [{ secret: 'Jp4Cw9mVb6GzEo5RnHs0XkTu' }] } } },
    ],
    [
      'backend.auth.externalAccess[0].options.token',
      access({ options: { token: 'abc', subject: 'x' } }),
    ],
    [PASSWORD_KEY, connection({ password: 'postgres' })],
    [
      'backend.database.connection',
      connection('postgres://u:short@db/x?sslmode=verify-full'),
    ],
  ])('refuses a bad %s: %j', (key, overrides) => {
    expect(keysOf(overrides)).toEqual([key]);
  });

  it.each<[string, JsonObject]>([
    [
      'auth.providers.oidc.production.metadataUrl',
      {
        auth: {
          providers: {
            oidc: { production: { metadataUrl: 'http://localhost:7011/x' } },
          },
        },
      },
    ],
    [
      'integrations.gitea[0].host',
      { integrations: { gitea: [{ host: 'localhost:7010' }] } },
    ],
    [
      'integrations.gitea[0].baseUrl',
      { integrations: { gitea: [{ baseUrl: 'http://[::1]:7010' }] } },
    ],
    [
      'argocd.instances[0].url',
      { argocd: { instances: [{ name: 'x', url: 'http://localhost:7012' }] } },
    ],
    [
      'scaffolder.defaultEnvironment.parameters.gitHost',
      parameters({ gitHost: 'localhost:7010' }),
    ],
    [
      'scaffolder.defaultEnvironment.parameters.gitUrl',
      parameters({ gitUrl: 'http://127.0.0.1:7010' }),
    ],
    [
      'scaffolder.defaultEnvironment.parameters.imageRegistry',
      parameters({ imageRegistry: 'localhost:5000/corp' }),
    ],
    [
      'catalog.providers.gitea.corp.host',
      {
        catalog: { providers: { gitea: { corp: { host: '127.0.0.1:7010' } } } },
      },
    ],
    [
      'backend.database.connection.host',
      connection({ host: '127.0.0.1', port: 7019 }),
    ],
    ['backend.database.connection.host', connection({ host: 'LOCALHOST.' })],
    [
      'backend.database.connection',
      connection('postgres://u:S1oZg5TbYp9EeVk4CqDm8FwJ@localhost:7019/x'),
    ],
    [
      'backend.database.plugin.catalog.connection.host',
      {
        backend: {
          database: { plugin: { catalog: { connection: { host: '127.1' } } } },
        },
      },
    ],
  ])(
    'refuses the sandbox at %s, unless local services are allowed',
    (key, overrides) => {
      expect(keysOf(overrides)).toEqual([key]);

      const allowed = { ...overrides, towpath: { allowLocalServices: true } };
      expect(keysOf(allowed)).toEqual([]);
    },
  );

  it.each<[string, JsonObject]>([
    // Tokens that are held to nothing.
    [`${ACCESS}.accessRestrictions`, access({ accessRestrictions: [] })],
    [`${ACCESS}.accessRestrictions`, access({ accessRestrictions: {} })],
    [
      `${ACCESS}.accessRestrictions[0]`,
      access({ accessRestrictions: [{ plugin: 'catalog' }] }),
    ],
    [
      `${ACCESS}.accessRestrictions[0]`,
      access({ accessRestrictions: [{ plugin: 'catalog', permission: [] }] }),
    ],
    [
      `${ACCESS}.type`,
      access({
        type: 'legacy',
        options: { secret: 'Jp4Cw9mVb6GzEo5RnHs0XkTu' },
      }),
    ],
    [`${ACCESS}.type`, access({ type: 'own-handler' })],
    [
      `${ACCESS}.options`,
      access({
        type: 'jwks',
        options: { url: 'https://login.corp.example/jwks' },
      }),
    ],
    [
      `${ACCESS}.options.subject`,
      access({
        options: {
          token: 'A8dUy3QfMi7LxWc2BvRj6NhK',
          subject: 'plugin:catalog',
        },
      }),
    ],
    // What a browser is told.
    ['backend.csp.script-src', { backend: { csp: { 'script-src': ['*'] } } }],
    ['backend.csp.scriptSrc', { backend: { csp: { scriptSrc: ['https:'] } } }],
    [
      'backend.csp.script-src',
      { backend: { csp: { 'script-src': ["'self'", "'unsafe-inline'"] } } },
    ],
    [
      'backend.csp.script-src',
      { backend: { csp: { 'script-src': ["'self' https://cdn.example"] } } },
    ],
    ['backend.csp.script-src', { backend: { csp: { 'script-src': false } } }],
    [
      'backend.csp.connect-src',
      { backend: { csp: { 'connect-src': ['https:'] } } },
    ],
    [
      'backend.csp.frame-ancestors',
      { backend: { csp: { 'frame-ancestors': ['https://x.example'] } } },
    ],
    [
      'backend.csp.sandbox-src',
      { backend: { csp: { 'sandbox-src': ["'self'"] } } },
    ],
    ['backend.cors.origin', { backend: { cors: { origin: '*' } } }],
    [
      'backend.cors.origin',
      { backend: { cors: { origin: ['https://*.corp.example'] } } },
    ],
    [
      'backend.cors.origin',
      { backend: { cors: { origin: 'http://tool.corp.example' } } },
    ],
    // Ways in.
    [
      'auth.providers.oauth2Proxy',
      { auth: { providers: { oauth2Proxy: {} } } },
    ],
    [
      'auth.experimentalDynamicClientRegistration',
      { auth: { experimentalDynamicClientRegistration: { enabled: true } } },
    ],
    [`${OIDC}.clientSecret`, oidc({ clientSecret: 'towpath' })],
    [
      `${OIDC}.signIn.resolvers[0]`,
      oidc({
        signIn: {
          resolvers: [{ resolver: 'emailLocalPartMatchingUserEntityName' }],
        },
      }),
    ],
    [
      `${OIDC}.signIn.resolvers[0].resolver`,
      oidc({ signIn: { resolvers: [{ resolver: 'anybody' }] } }),
    ],
    [
      `${OIDC}.signIn.resolvers[0].dangerouslyAllowSignInWithoutUserInCatalog`,
      oidc({
        signIn: {
          resolvers: [
            {
              resolver: 'emailMatchingUserEntityProfileEmail',
              dangerouslyAllowSignInWithoutUserInCatalog: true,
            },
          ],
        },
      }),
    ],
    [
      'auth.clientIdMetadataDocuments.allowedClientIdPatterns',
      {
        auth: { clientIdMetadataDocuments: { allowedClientIdPatterns: ['*'] } },
      },
    ],
    // What anybody may write into the catalog.
    [
      'catalog.rules[0].allow',
      { catalog: { rules: [allow('Component', 'Template')] } },
    ],
    ['catalog.rules[0].allow', { catalog: { rules: [allow('user')] } }],
    ['catalog.rules[0].allow', { catalog: { rules: [allow('Group')] } }],
    ['catalog.rules[0].allow', { catalog: { rules: [allow('Environment')] } }],
    [
      'catalog.rules[0].allow',
      { catalog: { rules: [{ ...allow('User'), locations: [] }] } },
    ],
    [
      'catalog.rules[0].allow',
      {
        catalog: {
          rules: [{ ...allow('User'), locations: [{ type: 'url' }] }],
        },
      },
    ],
    [
      'catalog.rules[0].allow',
      {
        catalog: {
          rules: [
            {
              ...allow('User'),
              locations: [{ type: 'url', pattern: 'https://*/**' }],
            },
          ],
        },
      },
    ],
    [
      'catalog.locations[0].target',
      {
        catalog: {
          locations: [
            {
              type: 'url',
              target: 'http://git.corp.example/u.yaml',
              rules: [allow('User')],
            },
          ],
        },
      },
    ],
    // Certificates, and what is sent in clear.
    [
      'argocd.instances[0].insecureSkipVerify',
      {
        argocd: {
          instances: [
            { url: 'https://argocd.corp.example', insecureSkipVerify: true },
          ],
        },
      },
    ],
    [
      'argocd.instances[0].url',
      { argocd: { instances: [{ url: 'http://argocd.corp.example' }] } },
    ],
    [
      'integrations.gitea[0].baseUrl',
      { integrations: { gitea: [{ baseUrl: 'http://git.corp.example' }] } },
    ],
    [
      'backend.database.connection.ssl.rejectUnauthorized',
      {
        backend: {
          database: { connection: { ssl: { rejectUnauthorized: false } } },
        },
      },
    ],
    [
      'some.plugin.deep[0].tlsInsecure',
      { some: { plugin: { deep: [{ tlsInsecure: 'true' }] } } },
    ],
    [
      'some.plugin.DangerouslyOpen',
      { some: { plugin: { DangerouslyOpen: 1 } } },
    ],
    // What the portal is made to reach or believe.
    ['permission.policy', { permission: { policy: 'allow-all' } }],
    ['proxy.endpoints./tool.credentials', proxied({ credentials: 'forward' })],
    [
      'proxy.endpoints./tool.allowedMethods',
      proxied({ allowedMethods: ['GET', 'POST'] }),
    ],
    [
      'proxy.endpoints./tool.target',
      proxied({ target: 'http://tool.corp.example' }),
    ],
    [
      'proxy.endpoints./tool.allowedHeaders',
      proxied({ allowedHeaders: ['Authorization'] }),
    ],
    [
      'backend.reading.allow[0].host',
      { backend: { reading: { allow: [{ host: '*' }] } } },
    ],
    [
      'backend.reading.allow[0].host',
      { backend: { reading: { allow: [{ host: '*.com' }] } } },
    ],
    ['backend.trustProxy', { backend: { trustProxy: true } }],
    ['events.http.topics', { events: { http: { topics: ['github'] } } }],
    [
      'techdocs.generator.runIn',
      { techdocs: { generator: { runIn: 'host' } } },
    ],
    [
      'techdocs.sanitizer.allowedIframeHosts',
      { techdocs: { sanitizer: { allowedIframeHosts: ['*'] } } },
    ],
    ['terraform.autoApprove', { terraform: { autoApprove: true } }],
    [
      'argocd.instances[0].plaintext',
      {
        argocd: {
          instances: [{ url: 'https://argocd.corp.example', plaintext: true }],
        },
      },
    ],
    ['scaffolder.unsandboxed', { scaffolder: { unsandboxed: true } }],
    // Credentials of any plugin that everybody knows.
    [
      'some.plugin.apiKey',
      { some: { plugin: { apiKey: 'changeme-please1' } } },
    ],
    [
      'some.plugin.webhookSecret',
      { some: { plugin: { webhookSecret: 'qwertyuiop' } } },
    ],
    [
      'auth.session.secret',
      { auth: { session: { secret: 'abcdefghijklmnopqrstuvwxyz' } } },
    ],
    [
      'auth.session.secret',
      { auth: { session: { secret: 'hunter2hunter2hunter2hunter2' } } },
    ],
  ])('refuses %s, which is not known to be safe: %j', (key, overrides) => {
    expect(keysOf(overrides)).toEqual([key]);

    const acceptRisks = [{ key, reason: 'agreed with the security team' }];
    expect(keysOf({ ...overrides, towpath: { acceptRisks } })).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    [
      'a directive for one host',
      {
        backend: {
          csp: { 'connect-src': ["'self'", 'https://errors.corp.example'] },
        },
      },
    ],
    ['forms of its own', { backend: { csp: { 'form-action': ["'self'"] } } }],
    [
      'one other site',
      {
        backend: {
          cors: { origin: 'https://tools.corp.example', credentials: true },
        },
      },
    ],
    [
      'kinds for one file',
      {
        catalog: {
          locations: [
            {
              type: 'url',
              target: 'https://git.corp.example/t.yaml',
              rules: [allow('Template')],
            },
          ],
        },
      },
    ],
    [
      'kinds for one organisation',
      {
        catalog: {
          rules: [
            {
              ...allow('Template'),
              locations: [
                { type: 'url', pattern: 'https://github.com/corp/**' },
              ],
            },
          ],
        },
      },
    ],
    ['a proxy that reads', proxied({})],
    [
      'a token that sends notifications',
      access({ accessRestrictions: [{ plugin: 'notifications' }] }),
    ],
    [
      'a tool of the company',
      { backend: { reading: { allow: [{ host: '*.tools.corp.example' }] } } },
    ],
    [
      'a check that is on',
      { some: { rejectUnauthorized: true, insecureSkipVerify: false } },
    ],
    ['a number of proxies', { backend: { trustProxy: 1 } }],
  ])('accepts %s', (_, overrides) => {
    expect(unsafe(overrides)).toEqual([]);
  });

  it.each([
    [{ key: 'backend.trustProxy' }],
    [{ key: 'backend.trustProxy', reason: 'x' }],
    [{ reason: 'agreed with the security team' }],
    ['backend.trustProxy'],
  ])('accepts no risk without its key and a reason: %j', risk => {
    expect(() => unsafe({ towpath: { acceptRisks: [risk] } })).toThrow(
      /^towpath\.acceptRisks\[0\]\.(key|reason) is missing or too short/,
    );
  });

  it('finds checks of certificates that are off in the environment', () => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      expect(keysOf({})).toEqual(['NODE_TLS_REJECT_UNAUTHORIZED']);
    } finally {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    }
  });

  it('does not take a host that only begins like this machine for it', () => {
    expect(keysOf(connection({ host: 'localhost.corp.example' }))).toEqual([]);
  });

  it('refuses one secret in two places, and names both', () => {
    const secret = safe.auth.session.secret;

    expect(unsafe(connection({ password: secret }))).toEqual([
      expect.objectContaining({
        key: PASSWORD_KEY,
        problem: 'is the same as auth.session.secret',
      }),
    ]);
  });

  it.each<[string, JsonObject]>([
    [
      'argocd.instances[0].token',
      { argocd: { instances: [{ token: 'admin-token' }] } },
    ],
    [
      'argocd.instances[0].password',
      { argocd: { instances: [{ username: 'admin', password: 'towpath' }] } },
    ],
    [
      'integrations.gitea[0].password',
      { integrations: { gitea: [{ password: 'towpath-password' }] } },
    ],
    [
      'integrations.github[0].token',
      { integrations: { github: [{ token: 'changeme' }] } },
    ],
  ])('refuses a credential at %s that everybody knows', (key, overrides) => {
    expect(unsafe(overrides)).toEqual([
      expect.objectContaining({ key, problem: 'is a well-known default' }),
    ]);
  });

  it('refuses a secret of its own as the token for another service', () => {
    const token = safe.auth.session.secret;

    expect(unsafe({ argocd: { instances: [{ token }] } })).toEqual([
      expect.objectContaining({
        key: 'argocd.instances[0].token',
        problem: 'is the same as auth.session.secret',
      }),
    ]);
  });

  it('accepts one account for two Git hosts', () => {
    const password = 'q8WcV2nRt5Yb';
    expect(
      keysOf({ integrations: { gitea: [{ password }, { password }] } }),
    ).toEqual([]);
  });

  it.each([
    ['imageRegistry', 'registry.myorg.example'],
    ['gitUrl', 'https://git.myorg.example/team'],
  ])(
    'refuses the invented company of the sandbox in the parameter %s',
    (name, value) => {
      expect(unsafe(parameters({ [name]: value }))).toEqual([
        expect.objectContaining({
          key: `scaffolder.defaultEnvironment.parameters.${name}`,
          problem: 'names the invented company of the sandbox',
        }),
      ]);
    },
  );

  it('accepts plain http when told to', () => {
    expect(
      keysOf({
        backend: { baseUrl: 'http://portal.internal' },
        towpath: { allowInsecureBaseUrl: true },
      }),
    ).toEqual([]);
  });

  it('accepts a cloud connector, which has neither host nor password', () => {
    const config = new ConfigReader({
      ...safe,
      backend: {
        ...safe.backend,
        database: {
          client: 'pg',
          connection: { type: 'cloudsql', instance: 'p:r:i' },
        },
      },
    });

    expect(findUnsafeSettings(config, [])).toEqual([]);
  });

  it('knows of a key only what every plugin knows that says something of it', () => {
    const config = ConfigReader.fromConfigs([
      { context: 'safe', data: safe },
      { context: 'test', data: { parcels: { url: 'https://x', loud: true } } },
    ]);
    const keys = (...known: string[][]) =>
      findUnsafeSettings(
        config,
        known.map(parcels => ({ known: { parcels } })),
      ).map(({ key }) => key);
    expect(keys()).toEqual([]);
    expect(keys(['url', 'loud'])).toEqual([]);
    expect(keys(['url', 'loud'], ['url'])).toEqual(['parcels.loud']);
    expect(keys(['url'], ['loud'])).toEqual(['parcels.loud', 'parcels.url']);
  });

  it('never repeats the value of a secret', () => {
    const report = JSON.stringify(
      unsafe({ auth: { session: { secret: 'hunter2' } } }),
    );

    expect(report).not.toContain('hunter2');
  });
});
