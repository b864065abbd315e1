import { main } from './main';

/**
 * Runs the command as this process: its streams, signals and exit code.
 *
 * @param given - `argv` are the arguments after `score`; `cwd` is the folder
 * that file names are relative to
 */
export async function runProcess({
  argv = process.argv.slice(2),
  cwd = process.cwd(),
} = {}): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  process.exitCode = await main(argv, {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd,
    readStdin,
    signal: stop.signal,
  });
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
