import { readFileSync } from 'node:fs';
import { createApp } from './app.js';

const { PORT = '8080' } = process.env;
const { name, version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);

let ready = false;
const server = createApp({ name, version, isReady: () => ready });
server.listen(Number(PORT), () => {
  ready = true;
  console.log(`${name} ${version} listens on ${PORT}`);
});

// Kubernetes stops sending requests once it is not ready; those under way are answered.
process.once('SIGTERM', () => {
  ready = false;
  server.close();
});
