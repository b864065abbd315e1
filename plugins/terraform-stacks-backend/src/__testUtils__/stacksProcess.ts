// A process of its own that works on the runs of stacks, to be killed. Given the connection and the folder of stacks.
import type { LoggerService } from '@backstage/backend-plugin-api';
import knexFactory from 'knex';
import { openEngine, serveStates } from './openEngine';

const quiet: LoggerService = {
  child: () => quiet,
  debug: () => undefined,
  info: () => undefined,
  warn: console.error,
  error: console.error,
};

async function main() {
  const { connection, stateDir, port } = JSON.parse(process.argv[2]);
  const knex = knexFactory({ client: 'pg', connection });
  const opened = await openEngine(knex, { stateDir, port, logger: quiet });
  await serveStates(opened, port);
  await opened.engine.begin();
  process.stdout.write('begun\n');
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
