import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startPostgres, type PostgresServer } from '@towpath/local';
import { freePort } from '@towpath/test-kit';
import { onParentGone } from '../lib/lifeline.mjs';

type Stop = 'fast' | 'immediate';

/** A PostgreSQL that goes and comes back, at the same address. */
export interface RestartablePostgres {
  connection: PostgresServer['connection'];
  /** Nobody reaches it for so long; who is in it is thrown out. */
  stopFor(ms: number, how?: Stop): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param options - `name` is that of its folder below `dataDir`; a `disposable` one may lose what was committed when it
 *   stops at once.
 */
export async function startRestartablePostgres(
  dataDir: string,
  options: { name: string; password: string; disposable: boolean },
): Promise<RestartablePostgres> {
  const { name, password, disposable } = options;
  const dir = path.join(dataDir, name);
  fs.mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const logFd = fs.openSync(path.join(dataDir, `${name}-postgres.log`), 'w');
  const start = () => startPostgres({ dir, port, password, logFd, disposable });
  let running = await start();
  onParentGone(() => running.stop());
  return {
    connection: running.connection,
    async stopFor(ms, how) {
      await running.stop(how);
      await pause(ms);
      running = await start();
    },
    stop: () => running.stop(),
  };
}
