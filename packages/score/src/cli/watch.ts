import { resolve } from 'node:path';
// The build writes it into the command, so that no user of the library installs it.
// eslint-disable-next-line @backstage/no-undeclared-imports
import { watch as watchFiles } from 'chokidar';
import { overrideFileName } from '../override/overrideFileName';
import type { Invocation } from './options';
import { UsageError } from './terminal';
import type { Terminal } from './terminal';

const SETTLE_MS = 50;

/**
 * Runs once, then again whenever a file of the command line changes, until the
 * terminal's signal ends it.
 *
 * @returns the exit code of the last run.
 */
export async function watch(
  { names, values }: Invocation,
  terminal: Terminal,
  run: () => Promise<number>,
): Promise<number> {
  if (names.includes('-')) {
    throw new UsageError(
      '--watch is for files; standard input cannot be watched',
    );
  }
  const { profile, outputs, environment, 'overrides-file': file } = values;
  const overrides = environment
    ? names.map(name => overrideFileName(name, environment))
    : [file];
  const watched = [...names, profile, outputs, ...overrides]
    .filter(name => name !== undefined)
    .map(name => resolve(terminal.cwd, name));
  const watcher = watchFiles(watched, {
    ignoreInitial: true,
    awaitWriteFinish: { stabilityThreshold: SETTLE_MS, pollInterval: 10 },
  });
  const ready = new Promise<void>(done => watcher.once('ready', done));
  await ready;
  let code = await run();
  let running = Promise.resolve();
  watcher.on('all', () => {
    running = running.then(async () => {
      code = await run();
    });
  });
  terminal.stderr.write('watching; stop with Ctrl-C\n');
  await ended(terminal.signal);
  await watcher.close();
  await running;
  return code;
}

function ended(signal: AbortSignal | undefined): Promise<void> {
  return new Promise(done => {
    if (signal?.aborted) done();
    signal?.addEventListener('abort', () => done(), { once: true });
  });
}
