// A backend that applies stacks, for trials that kill it: "npm run chaos -- terraform".
import type { JsonObject } from '@backstage/types';
import {
  createTrialBackend,
  type TrialSurroundings,
} from '@towpath/plugin-environment-backend/testUtils';
import terraformStacksPlugin from '..';

/** What the trial tells its backends, as JSON in the variable TRIAL. */
interface Trial extends Pick<TrialSurroundings, 'postgres' | 'workDir'> {
  /** Where the backends answer together. */
  endpoint: string;
  /** Configuration of the plugin. */
  terraform: JsonObject;
}

const trial: Trial = JSON.parse(process.env.TRIAL ?? '{}');

/** Whoever asks, and owns all stacks. */
const ADA = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'ada', namespace: 'default' },
  spec: {},
};

/** Nobody asks there: modules are folders of the platform. */
const NOWHERE = {
  gitUrl: 'http://git.example',
  gitAccount: { username: 'nobody', password: 'none' },
  argoCd: { url: 'http://argo.example', token: 'none' },
};

const backend = createTrialBackend(
  { ...NOWHERE, ...trial },
  {
    port: Number(process.env.TRIAL_PORT),
    entities: [ADA],
    config: {
      discovery: {
        endpoints: [{ target: trial.endpoint, plugins: ['terraform-stacks'] }],
      },
      terraform: trial.terraform,
    },
  },
);
backend.add(terraformStacksPlugin);

backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
