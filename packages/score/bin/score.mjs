#!/usr/bin/env node
import { existsSync } from 'node:fs';

const fromSource = existsSync(new URL('../src/cli/main.ts', import.meta.url));

async function load() {
  if (!fromSource) return import('../dist/cli.cjs.js');
  const { importSource } = await import('./fromSource.mjs');
  return importSource('cli/main.ts');
}

async function readStdin() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

const { main } = await load();
process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  // npm runs a root script in the root folder and says where it was called.
  cwd:
    process.env.npm_lifecycle_event === 'score'
      ? process.env.INIT_CWD ?? process.cwd()
      : process.cwd(),
  readStdin,
  signal: stop.signal,
});
