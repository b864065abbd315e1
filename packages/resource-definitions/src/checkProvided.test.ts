import { definition } from './__testUtils__/samples';
import { checkProvided, type GivenOut } from './checkProvided';

const DATABASE = definition({
  outputs: {
    host: { type: 'string' },
    port: { type: 'integer' },
    tls: { type: 'object' },
    password: { type: 'string', secret: true },
  },
});
const OUTPUTS = { host: 'h', port: 5432, tls: {} };
const SECRETS = { password: 'hunter2' };
const START = 'definition "postgres-shared": its driver postgres ';

const check = (change: Partial<GivenOut>) =>
  checkProvided(DATABASE, { outputs: OUTPUTS, secrets: SECRETS, ...change });

it('says nothing when a driver gave out what is promised', () => {
  expect(check({})).toEqual([]);
  expect(check({ secrets: {}, kept: ['password'] })).toEqual([]);
});

it.each<[Partial<GivenOut>, string]>([
  [{ outputs: { ...OUTPUTS, host: undefined } }, 'did not give out host'],
  [{ outputs: { ...OUTPUTS, host: null } }, 'did not give out host'],
  [{ secrets: undefined }, 'did not give out the secret password'],
  [
    { outputs: { ...OUTPUTS, port: 'hunter2' } },
    'gave out port as text, and it is to be of type integer',
  ],
  [
    { outputs: { ...OUTPUTS, port: 1.5 } },
    'gave out port as a number, and it is to be of type integer',
  ],
  [
    { outputs: { ...OUTPUTS, tls: ['hunter2'] } },
    'gave out tls as a list, and it is to be of type object',
  ],
  [
    { outputs: { ...OUTPUTS, hots: 'hunter2' } },
    'gave out hots, which the definition does not have; did it mean host?',
  ],
  [
    { secrets: { ...SECRETS, admin: 'hunter2' } },
    'gave out admin, which the definition does not have',
  ],
  [
    { secrets: { password: { hunter2: 1 } } },
    'gave out the secret password as a map, not as text',
  ],
  [
    { outputs: { ...OUTPUTS, password: 'hunter2' } },
    'gave out password in clear, and it is a secret',
  ],
  [
    { outputs: { port: 1, tls: {} }, secrets: { ...SECRETS, host: 'hunter2' } },
    'gave out host as a secret, and it is none',
  ],
])('names what is wrong, and never the value: %j', (change, problem) => {
  const problems = check(change);
  expect(problems).toEqual([`${START}${problem}`]);
  expect(problems.join()).not.toContain('hunter2');
});

it('promises each param, where the definition says so', () => {
  const echo = definition({ outputs: { '*': { type: 'string' } } });
  const params = { level: 'debug' };
  expect(checkProvided(echo, { outputs: params, params })).toEqual([]);
  expect(checkProvided(echo, { outputs: {}, params })).toEqual([
    `${START}did not give out level`,
  ]);
  expect(
    checkProvided(echo, { outputs: { ...params, x: 1 }, params }),
  ).toHaveLength(1);
});
