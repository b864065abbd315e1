import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { createApp } from './app.js';
import { TestGateway } from './gateway.js';
import { Payments } from './payments.js';

const { PORT = '8080', DB_HOST, DB_PORT = '5432' } = process.env;

// Without DB_HOST payments live in memory and there is nothing to wait for.
function databaseReachable() {
  if (!DB_HOST) return Promise.resolve(true);
  return new Promise(resolve => {
    const socket = connect({ host: DB_HOST, port: Number(DB_PORT) });
    const finish = reachable => {
      socket.destroy();
      resolve(reachable);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}

const payments = new Payments({
  gateway: new TestGateway(),
  now: Date.now,
  newId: () => `pay_${randomUUID()}`,
});
const server = createApp({ payments, now: Date.now, databaseReachable });
server.listen(Number(PORT), () =>
  console.log(`payment-service listens on ${PORT}`),
);
process.once('SIGTERM', () => server.close());
