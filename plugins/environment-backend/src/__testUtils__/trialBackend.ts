/*
 * A backend with this plugin alone, for trials that kill it: "npm run chaos -- promotion". Whoever
 * asks is Ada, who may do everything; who may do what has its own tests.
 */
import { createBackend } from '@backstage/backend-defaults';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import environmentPlugin from '..';
import { component, THREE_ENVIRONMENTS } from './entities';

/** What the trial tells its backends, as JSON in the variable TRIAL. */
interface Trial {
  services: string[];
  /** Address with password. */
  postgres: string;
  gitUrl: string;
  gitAccount: { username: string; password: string };
  argoCd: { url: string; token: string };
  workDir: string;
}

const trial: Trial = JSON.parse(process.env.TRIAL ?? '{}');
const port = Number(process.env.TRIAL_PORT);
const baseUrl = `http://127.0.0.1:${port}`;

const backend = createBackend();
backend.add(
  mockServices.rootConfig.factory({
    data: {
      app: { baseUrl },
      backend: {
        baseUrl,
        listen: { port, host: '127.0.0.1' },
        database: { client: 'pg', connection: trial.postgres },
        workingDirectory: trial.workDir,
      },
      integrations: {
        gitea: [
          {
            host: new URL(trial.gitUrl).host,
            baseUrl: trial.gitUrl,
            ...trial.gitAccount,
          },
        ],
      },
      argocd: { instances: [{ name: 'trial', ...trial.argoCd }] },
    },
  }),
);
backend.add(mockServices.auth.factory());
backend.add(
  mockServices.httpAuth.factory({
    defaultCredentials: mockCredentials.user('user:default/ada'),
  }),
);
backend.add(mockServices.userInfo.factory());
backend.add(
  mockServices.permissions.factory({ result: AuthorizeResult.ALLOW }),
);
backend.add(
  createServiceFactory({
    service: notificationService,
    deps: {},
    factory: () => ({ send: async () => {} }),
  }),
);
backend.add(
  catalogServiceMock.factory({
    entities: [
      ...THREE_ENVIRONMENTS,
      ...trial.services.map(name => component(name)),
    ],
  }),
);
backend.add(environmentPlugin);

backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
