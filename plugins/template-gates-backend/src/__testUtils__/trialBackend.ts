// A backend with the scaffolder and the gate before it, for tests that kill it. Whoever asks is who the token names.
import { appendFileSync } from 'node:fs';
import {
  coreServices,
  createServiceFactory,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import scaffolderBackend from '@backstage/plugin-scaffolder-backend';
import type { JsonObject } from '@backstage/types';
import {
  createTrialBackend,
  type TrialSurroundings,
} from '@towpath/plugin-environment-backend/testUtils';
import runsPlugin from '@towpath/plugin-runs-backend';
import templateGates from '..';
import { makeAction } from './makeAction';
import { entitiesWith, PEOPLE, thing } from './samples';

/** What the test tells its backends, as JSON in the variable TRIAL. */
interface Trial extends TrialSurroundings {
  config: JsonObject;
  /** The file in which the action writes a line each time. */
  made: string;
}

const trial: Trial = JSON.parse(process.env.TRIAL ?? '{}');

function credentialsOf(ref: string): BackstageCredentials {
  const principal = ref.startsWith('plugin:')
    ? { type: 'service', subject: ref }
    : { type: 'user', userEntityRef: ref };
  return {
    $$type: '@backstage/BackstageCredentials',
    principal,
  } as BackstageCredentials;
}

const refOf = ({ principal }: any): string =>
  principal.userEntityRef ?? principal.subject;

const auth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }) =>
    ({
      authenticate: async (token: string) => credentialsOf(token),
      getLimitedUserToken: async (credentials: BackstageCredentials) => ({
        token: refOf(credentials),
        expiresAt: new Date(Date.now() + 3_600_000),
      }),
      getOwnServiceCredentials: async () =>
        credentialsOf(`plugin:${plugin.getId()}`),
      getPluginRequestToken: async ({ onBehalfOf }: any) => ({
        token: refOf(onBehalfOf),
      }),
      isPrincipal: ({ principal }: any, type: string) =>
        principal.type === type,
    } as any),
});

const httpAuth = createServiceFactory({
  service: coreServices.httpAuth,
  deps: {},
  factory: () =>
    ({
      credentials: async ({ headers }: any) =>
        credentialsOf(headers.authorization.replace('Bearer ', '')),
    } as any),
});

const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () => ({
    async getUserInfo(credentials) {
      const userEntityRef = refOf(credentials);
      const name = userEntityRef.split('/')[1] as keyof typeof PEOPLE;
      return {
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, ...(PEOPLE[name] ?? [])],
      };
    },
  }),
});

const actions = makeAction(({ name, by }) =>
  appendFileSync(trial.made, `${name} by ${by}\n`),
);

const backend = createTrialBackend(trial, {
  port: Number(process.env.TRIAL_PORT),
  entities: entitiesWith(thing()) as any,
  config: trial.config,
  hasPeople: true,
});
[auth, httpAuth, userInfo, actions].forEach(one => backend.add(one));
backend.add(scaffolderBackend);
backend.add(templateGates);
backend.add(runsPlugin);

backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
