import fs from 'node:fs';
import path from 'node:path';
import { startForwarder } from './forwarder.ts';
import { Portals } from './Portals.ts';
import {
  type RestartablePostgres,
  startRestartablePostgres,
} from './restartablePostgres.ts';
import { define } from './stacksApi.ts';
import { ThingFolders } from './ThingFolders.ts';

const BACKEND =
  'plugins/terraform-stacks-backend/src/__testUtils__/trialBackend.ts';
const MODULE = path.resolve(import.meta.dirname, 'modules/things');
const PASSWORD = 'password-of-the-portal';

export const stackName = (index: number) =>
  `stack-${String(index).padStart(2, '0')}`;

/** Backends that apply stacks, behind one address, on a PostgreSQL that can be restarted. */
export interface TerraformTrial {
  portals: Portals;
  postgres: RestartablePostgres;
  things: ThingFolders;
  /** Where every Terraform of the trial works. */
  stateDir: string;
  /** Says which things a stack is made of: generation by name. */
  want(stack: string, things: Record<string, number>): Promise<void>;
  stop(): Promise<void>;
}

export async function startTerraformTrial(
  dataDir: string,
  { stacks, processes }: { stacks: number; processes: number },
): Promise<TerraformTrial> {
  fs.rmSync(dataDir, { recursive: true, force: true });
  fs.mkdirSync(dataDir, { recursive: true });
  const things = new ThingFolders(path.join(dataDir, 'things'));
  for (let index = 0; index < stacks; index++) things.make(stackName(index));
  // Nothing that was committed is lost when it stops at once: that is what is tried here.
  const postgres = await startRestartablePostgres(dataDir, {
    ...{ name: 'portal', password: PASSWORD, disposable: false },
  });
  const known: { portals?: Portals } = {};
  const forwarder = await startForwarder(() => known.portals?.readyPorts ?? []);
  const portals = await Portals.start(processes, {
    backend: BACKEND,
    setting: settingOf(dataDir, postgres, forwarder.port),
    dataDir,
  });
  known.portals = portals;
  const program = path.join(MODULE, 'thing.sh');
  return {
    ...{ portals, postgres, things, stateDir: statesIn(dataDir) },
    async want(stack, wanted) {
      const folder = things.of(stack);
      await define(portals, stack, { folder, program, things: wanted });
    },
    async stop() {
      await portals.stop();
      forwarder.close();
      await postgres.stop();
    },
  };
}

const statesIn = (dataDir: string) => path.join(dataDir, 'stacks');

function settingOf(
  dataDir: string,
  { connection }: RestartablePostgres,
  port: number,
) {
  const { host, port: postgresPort, user, password } = connection;
  return {
    postgres: `postgresql://${user}:${password}@${host}:${postgresPort}/postgres`,
    workDir: path.join(dataDir, 'work'),
    // Where Terraform keeps its states: whichever backend is there.
    endpoint: `http://127.0.0.1:${port}/api/{{pluginId}}`,
    terraform: {
      stateDir: statesIn(dataDir),
      modulesDir: path.dirname(MODULE),
      trust: {
        allow: [{ module: 'platform:things', provisioners: true, files: true }],
      },
      secrets: { keys: [{ id: 'trial', secret: 'k'.repeat(40) }] },
    },
  };
}
