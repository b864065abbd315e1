// A process of its own that works on runs, hangs after the effect of its step, and returns when its signal aborts.
import type { LoggerService } from '@backstage/backend-plugin-api';
import knexFactory from 'knex';
import { once } from 'node:events';
import { WorkflowEngine } from '../index';
import { crashKind, LEASE_MS } from './crashKind';

const quiet: LoggerService = {
  child: () => quiet,
  debug: () => undefined,
  info: () => undefined,
  warn: console.error,
  error: console.error,
};

async function main() {
  const connection = JSON.parse(process.argv[2]);
  const knex = knexFactory({ client: 'pg', connection });
  const kind = crashKind(knex, 'child', async ({ log, signal }) => {
    process.stdout.write('acted\n');
    await new Promise(resolve => signal.addEventListener('abort', resolve));
    log.info('a line of one who lost its claim');
  });
  const engine = await WorkflowEngine.create({
    knex,
    logger: quiet,
    kinds: [kind],
    leaseMs: LEASE_MS,
  });
  await engine.begin();
  process.stdout.write('begun\n');
  await once(process, 'SIGTERM');
  await engine.stop({ graceMs: 10_000 });
  await knex.destroy();
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
