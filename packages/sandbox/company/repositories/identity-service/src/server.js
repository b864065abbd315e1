import { randomUUID } from 'node:crypto';
import { Accounts } from './accounts.js';
import { EventLog } from './events.js';
import { identityServer } from './http.js';
import { tokenIssuer } from './tokens.js';

const port = Number(process.env.PORT ?? 8080);
const events = new EventLog({ now: Date.now });
const accounts = new Accounts({
  now: Date.now,
  newId: () => `acc_${randomUUID()}`,
  publish: (type, data) => events.append(type, data),
});
const server = identityServer({
  accounts,
  events,
  issueToken: tokenIssuer(process.env.TOKEN_SERVICE_URL),
});
server.listen(port, () => console.log(`identity-service listens on ${port}`));
process.once('SIGTERM', () => server.close());
