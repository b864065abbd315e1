// A backend with this plugin alone, for trials that kill it: "npm run chaos -- promotion".
import environmentPlugin from '..';
import {
  createTrialBackend,
  type TrialSurroundings,
} from './createTrialBackend';
import { component, THREE_ENVIRONMENTS } from './entities';

/** What the trial tells its backends, as JSON in the variable TRIAL. */
const trial: TrialSurroundings & { services: string[] } = JSON.parse(
  process.env.TRIAL ?? '{}',
);

const backend = createTrialBackend(trial, {
  port: Number(process.env.TRIAL_PORT),
  entities: [
    ...THREE_ENVIRONMENTS,
    ...trial.services.map(name => component(name)),
  ],
});
backend.add(environmentPlugin);

backend.start().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
