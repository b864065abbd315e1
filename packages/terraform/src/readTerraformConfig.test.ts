import { ConfigReader } from '@backstage/config';
import { readTerraformConfig } from './readTerraformConfig';

const read = (terraform: object) =>
  readTerraformConfig(
    new ConfigReader({ terraform: { stateDir: '/stacks', ...terraform } }),
  );

it('takes variables of the environment by any name', () => {
  const env = { AWS_S3_US_EAST_1_REGIONAL_ENDPOINT: 'regional' };
  expect(read({ env })).toMatchObject({ env });
});

it('names what is written without quotes and is no text', () => {
  expect(() => read({ env: { AWS_MAX_ATTEMPTS: 3 } })).toThrow(
    'terraform.env.AWS_MAX_ATTEMPTS is no text; write it in quotes',
  );
  expect(() => read({ plainEnv: { DEBUG: false } })).toThrow(
    'terraform.plainEnv.DEBUG is no text',
  );
});

it('reads what modules may do, and names what cannot be allowed', () => {
  const allow = [{ module: 'platform:legacy-*', provisioners: true }];
  expect(
    read({ trust: { providers: ['hashicorp/aws'], allow } }).trust,
  ).toEqual({
    providers: ['hashicorp/aws'],
    modules: [],
    allow: [expect.objectContaining({ ...allow[0], externalData: false })],
  });
  expect(read({}).trust).toEqual({ providers: [], modules: [], allow: [] });
  const misspelt = [{ module: 'archive', provisioner: true }];
  expect(() => read({ trust: { allow: misspelt } })).toThrow(
    'terraform.trust.allow[0].provisioner is nothing that can be allowed',
  );
});

it('reads variables by environment', () => {
  const environments = { prod: { env: { AWS_PROFILE: 'prod' } } };
  expect(read({ environments }).environments).toEqual(environments);
  const dotted = { 'eu.prod': { env: { AWS_PROFILE: 'prod' } } };
  expect(read({ environments: dotted }).environments).toEqual(dotted);
  const wrong = { prod: { env: { AWS_MAX_ATTEMPTS: 3 } } };
  expect(() => read({ environments: wrong })).toThrow(
    'terraform.environments.prod.env.AWS_MAX_ATTEMPTS is no text',
  );
});
