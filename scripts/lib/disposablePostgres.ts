import fs from 'node:fs';
import path from 'node:path';
import { startPostgres } from '@towpath/local';
import { freePort } from '@towpath/test-kit';
import { onParentGone } from './lifeline.mjs';

// These databases live and die with a run, so their password guards nothing.
const PASSWORD = 'disposable';

/** A real PostgreSQL for one run; its data is in `folder`, and it goes with this process. */
export async function startDisposablePostgres(
  folder: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  fs.mkdirSync(folder, { recursive: true });
  const postgres = await startPostgres({
    dir: path.join(folder, 'postgres'),
    port: await freePort(),
    password: PASSWORD,
    logFd: fs.openSync(path.join(folder, 'postgres.log'), 'w'),
    disposable: true,
  });
  onParentGone(() => postgres.stop().finally(() => process.exit(1)));
  const { host, port, user } = postgres.connection;
  return {
    url: `postgresql://${user}:${PASSWORD}@${host}:${port}/postgres`,
    stop: () => postgres.stop(),
  };
}
