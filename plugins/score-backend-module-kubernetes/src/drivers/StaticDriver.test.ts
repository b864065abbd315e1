import type { JsonObject } from '@backstage/types';
import { describeDriver } from '@towpath/plugin-score-node/testUtils';
import { call, requestWith } from '../__testUtils__/asking';
import { StaticDriver } from './StaticDriver';

const variables: Record<string, string | undefined> = {
  MAIL_PASSWORD: 'correct horse battery staple',
  EMPTY: '',
  HOME: '/home/portal',
};

const driver = new StaticDriver({
  variables,
  allowed: ['MAIL_PASSWORD', 'EMPTY', 'NOT_SET'],
});

const settings = (change: JsonObject = {}): JsonObject => ({
  outputs: { host: 'mail.example.org', port: 587 },
  secretsFromEnvironment: { password: 'MAIL_PASSWORD' },
  ...change,
});

const fromVariable = (name: string) =>
  settings({ secretsFromEnvironment: { password: name } });

/** The environment of the driver under test. */
let own = variables;

describeDriver('static', {
  driver() {
    own = { ...variables };
    return new StaticDriver({ variables: own, allowed: ['MAIL_PASSWORD'] });
  },
  can: ['accept'],
  async adjust() {
    own.MAIL_PASSWORD = 'another';
  },
  settings,
  badSettings: {
    'a variable that is not listed': fromVariable('HOME'),
    'a variable that is no text': settings({
      secretsFromEnvironment: { password: 5 },
    }),
    'a setting that is not known': settings({ output: {} }),
    'outputs as a text': settings({ outputs: 'host' }),
    'an output that is open and secret': settings({
      outputs: { password: 'x' },
    }),
  },
  inventory: async () => [],
});

const request = (given: JsonObject = settings(), state?: JsonObject) =>
  requestWith(given, state);

it.each(['NOT_SET', 'EMPTY'])(
  'names the variable that is not there, and never a value: %s',
  async name => {
    const error = await driver
      .apply(request(fromVariable(name)), call)
      .catch(found => found);
    expect(error).toMatchObject({ name: 'InputError' });
    expect(error.message).toBe(
      `The environment variable ${name} of the portal, which gives the output password, is not set: set it where the portal is started`,
    );
  },
);

it('does not ask for a variable while definitions are read', () => {
  expect(driver.checkSettings(fromVariable('NOT_SET'))).toEqual([]);
  expect(driver.checkSettings(fromVariable('${params.variable}'))).toEqual([]);
});

it('gives out nothing for a name that looks like an expression', async () => {
  await expect(
    driver.apply(request(fromVariable('${HOME}')), call),
  ).rejects.toThrow(/does not list/);
});

it('tells that a variable has another value, and gives that out', async () => {
  const { state, secrets } = await driver.apply(request(), call);
  expect(secrets).toEqual({ password: 'correct horse battery staple' });
  const changed = new StaticDriver({
    variables: { MAIL_PASSWORD: 'another' },
    allowed: ['MAIL_PASSWORD'],
  });
  const change = {
    field: 'secret password',
    before: 'as it was',
    after: 'another value',
  };
  await expect(
    changed.observe(request(settings(), state), call),
  ).resolves.toEqual({ status: 'changed', differences: [change] });
  await expect(
    changed.plan(request(settings(), state), call),
  ).resolves.toMatchObject({ action: 'update', changes: [change] });
  const again = await changed.apply(request(settings(), state), call);
  expect(again.secrets).toEqual({ password: 'another' });
  await expect(
    changed.observe(request(settings(), again.state), call),
  ).resolves.toEqual({ status: 'as-provided' });
});

it('keeps of a secret what guesses of it have to be paid for', async () => {
  const one = await driver.apply(request(), call);
  const other = await driver.apply(request(), call);
  expect(one.state.fingerprints).not.toEqual(other.state.fingerprints);
  expect(JSON.stringify(one.state)).not.toContain('horse');
});
