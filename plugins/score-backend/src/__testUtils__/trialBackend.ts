// A backend that provides what Score files ask for, for trials that kill it: "npm run chaos -- provisioning".
import type { JsonObject } from '@backstage/types';
import environmentPlugin from '@towpath/plugin-environment-backend';
import {
  component,
  createTrialBackend,
  environment,
  type TrialSurroundings,
} from '@towpath/plugin-environment-backend/testUtils';
import environmentModuleScore from '@towpath/plugin-environment-backend-module-score';
import runsPlugin from '@towpath/plugin-runs-backend';
import postgresModule from '@towpath/plugin-score-backend-module-postgres';
import scorePlugin from '..';

/** What the trial tells its backends, as JSON in the variable TRIAL. */
interface Trial extends TrialSurroundings {
  services: string[];
  /** Configuration of the plugin. */
  score: JsonObject;
  /** Annotations of dev. */
  environment?: Record<string, string>;
}

const trial: Trial = JSON.parse(process.env.TRIAL ?? '{}');
const fileOf = (service: string) =>
  `url:${trial.gitUrl}/myorg/${service}/src/branch/main/catalog-info.yaml`;

/** Whoever asks, and owns all services. */
const ADA = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'ada', namespace: 'default' },
  spec: {},
};

const dev = environment('dev', 'development');
dev.metadata.annotations = trial.environment;

const backend = createTrialBackend(trial, {
  port: Number(process.env.TRIAL_PORT),
  entities: [
    dev,
    environment('prod', 'production', 'dev'),
    ADA,
    ...trial.services.map(name => ({
      ...component(name, {
        'backstage.io/managed-by-location': fileOf(name),
        'backstage.io/managed-by-origin-location': fileOf(name),
      }),
      relations: [{ type: 'ownedBy', targetRef: 'user:default/ada' }],
    })),
  ],
  config: { score: trial.score },
});
backend.add(environmentPlugin);
backend.add(environmentModuleScore);
backend.add(runsPlugin);
backend.add(scorePlugin);
backend.add(postgresModule);

backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
