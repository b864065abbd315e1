import { ConfigReader } from '@backstage/config';
import { readStacksConfig } from './readStacksConfig';

const read = (usableBy?: string[], name = 'dev') => {
  const environments = { [name]: { env: {}, usableBy } };
  return readStacksConfig(new ConfigReader({ terraform: { environments } }));
};

it('names for environments with credentials of their own who may use them, and nobody by a slip', () => {
  const { usableBy } = read(['team-finance', 'user:default/ada', '*']);
  const named = ['group:default/team-finance', 'user:default/ada', '*'];
  expect(usableBy.get('dev')).toEqual(named);
  expect(read().usableBy.get('dev')).toEqual([]);
  const dotted = read(['team-finance'], 'eu.prod').usableBy;
  expect(dotted.get('eu.prod')).toEqual(['group:default/team-finance']);
  expect(() => read([':nobody'])).toThrow(
    'terraform.environments.dev.usableBy has ":nobody", which names nobody',
  );
});
