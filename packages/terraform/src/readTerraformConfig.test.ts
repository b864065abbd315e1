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
