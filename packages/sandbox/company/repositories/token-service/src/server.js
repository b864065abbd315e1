import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { connectHandler } from './connect.js';
import { Tokens } from './tokens.js';

const { PORT = '8080', TOKEN_KEYS } = process.env;

// TOKEN_KEYS is "id=secret,id=secret", newest first. A key made here dies with the process.
const keys = TOKEN_KEYS
  ? TOKEN_KEYS.split(',').map(pair => {
      const [id, ...secret] = pair.split('=');
      return { id, secret: secret.join('=') };
    })
  : [{ id: 'temporary', secret: randomBytes(32).toString('base64') }];
if (keys.some(({ id, secret }) => !id || secret.length < 32)) {
  console.error(
    'TOKEN_KEYS: write id=secret,… with secrets of 32 or more characters',
  );
  process.exit(1);
}
if (!TOKEN_KEYS)
  console.warn('TOKEN_KEYS is not set: tokens end with this process');

const handler = connectHandler(new Tokens({ keys, now: Date.now }));
const server = createServer(handler).listen(Number(PORT), () =>
  console.log(`token-service listens on ${PORT}`),
);
process.once('SIGTERM', () => server.close());
