import { readFileSync } from 'node:fs';
import { createApp } from './app.js';

const { PORT = '8080', DRAIN_SECONDS = '5' } = process.env;
const { name, version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

let ready = false;
const server = createApp({ name, version, isReady: () => ready });
server.listen(Number(PORT), () => {
  ready = true;
  console.log(`${name} ${version} listens on ${PORT}`);
});

// Requests come until every node of the cluster has heard of the end, so it listens on for a
// while. Those under way after that are answered still.
process.once('SIGTERM', () => {
  ready = false;
  setTimeout(() => server.close(), Number(DRAIN_SECONDS) * 1000);
});
