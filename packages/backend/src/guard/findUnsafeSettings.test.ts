import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { findUnsafeSettings } from './findUnsafeSettings';

const safe = {
  towpath: { mode: 'production' },
  auth: {
    session: { secret: 'hX3vN0qLr8sYt2ZbKd7WfPq1' },
    providers: {
      oidc: {
        production: {
          metadataUrl: 'https://login.corp.example/.well-known',
          clientSecret: 'xx',
        },
      },
    },
  },
  backend: {
    baseUrl: 'https://portal.corp.example',
    auth: {
      keys: [{ secret: 'Jp4Cw9mVb6GzEo5RnHs0XkTu' }],
      externalAccess: [
        {
          type: 'static',
          options: { token: 'A8dUy3QfMi7LxWc2BvRj6NhK', subject: 'scripts' },
        },
      ],
    },
    database: {
      client: 'pg',
      connection: {
        host: 'db.corp.example',
        password: 'S1oZg5TbYp9EeVk4CqDm8FwJ',
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
  return findUnsafeSettings(config);
}

const keysOf = (overrides: JsonObject) => unsafe(overrides).map(s => s.key);

const connection = (value: JsonObject[string]) => ({
  backend: { database: { connection: value } },
});

const parameters = (value: JsonObject) => ({
  scaffolder: { defaultEnvironment: { parameters: value } },
});

const PASSWORD_KEY = 'backend.database.connection.password';

describe('findUnsafeSettings', () => {
  it('finds nothing in a safe configuration', () => {
    expect(unsafe({})).toEqual([]);
  });

  it('finds nothing in the sandbox', () => {
    expect(
      findUnsafeSettings(new ConfigReader({ towpath: { mode: 'sandbox' } })),
    ).toEqual([]);
  });

  it.each([
    [{}, 'towpath.mode is missing'],
    [{ towpath: { mode: 'prod' } }, "towpath.mode is 'prod'"],
  ])('has no mode by default: %j', (data, message) => {
    expect(() => findUnsafeSettings(new ConfigReader(data))).toThrow(message);
  });

  it('lists every reason at once, for a configuration with nothing in it', () => {
    const keys = findUnsafeSettings(
      new ConfigReader({ towpath: { mode: 'production' } }),
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
      'backend.auth.keys[0].secret',
      { backend: { auth: { keys: [{ secret: 'backstage' }] } } },
    ],
    ['backend.auth.keys[0].secret', { backend: { auth: { keys: [{}] } } }],
    [
      'backend.auth.externalAccess[0].options.token',
      {
        backend: {
          auth: {
            externalAccess: [{ type: 'static', options: { token: 'abc' } }],
          },
        },
      },
    ],
    [PASSWORD_KEY, connection({ password: 'postgres' })],
    ['backend.database.connection', connection('postgres://u:short@db/x')],
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

    expect(findUnsafeSettings(config)).toEqual([]);
  });

  it('never repeats the value of a secret', () => {
    const report = JSON.stringify(
      unsafe({ auth: { session: { secret: 'hunter2' } } }),
    );

    expect(report).not.toContain('hunter2');
  });
});
