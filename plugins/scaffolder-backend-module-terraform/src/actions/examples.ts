import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

function example(
  description: string,
  action: string,
  name: string,
  input: object,
): TemplateExample {
  const id = action.replace('terraform:', '');
  return {
    description,
    example: yaml.stringify({ steps: [{ id, action, name, input }] }),
  };
}

const KEY = '${{ parameters.name }}-${{ parameters.environment }}';

export const planExamples = [
  example(
    'Plan a module of the platform',
    'terraform:plan',
    'See what would change',
    {
      stack: KEY,
      owner: '${{ parameters.owner }}',
      module: 'sandbox-network',
      environment: '${{ parameters.environment }}',
      variables: { name: '${{ parameters.name }}' },
    },
  ),
  example(
    'Plan a module that the template has fetched, with a password from a field of type Secret',
    'terraform:plan',
    'See what would change',
    {
      stack: KEY,
      path: './infrastructure',
      variables: { name: '${{ parameters.name }}', zones: ['a', 'b'] },
      secrets: { database_password: 'databasePassword' },
      timeout: { minutes: 10 },
    },
  ),
];

export const applyExamples = [
  example('Apply the plan that was shown', 'terraform:apply', 'Make it so', {
    stack: KEY,
    plan: '${{ steps.plan.output.plan }}',
    digest: '${{ steps.plan.output.digest }}',
  }),
];

export const outputExamples = [
  example(
    'Read what another stack gives out',
    'terraform:output',
    'Find the network',
    { stack: 'network-${{ parameters.environment }}' },
  ),
];

export const destroyExamples = [
  example('Delete everything in a stack', 'terraform:destroy', 'Clean up', {
    stack: KEY,
    module: 'sandbox-network',
    environment: '${{ parameters.environment }}',
    variables: { name: '${{ parameters.name }}' },
  }),
];

export const importExamples = [
  example(
    'Take over a bucket that somebody made by hand',
    'terraform:import',
    'See what is taken over',
    {
      stack: KEY,
      imports: [{ address: 'aws_s3_bucket.files', id: 'shop-files' }],
    },
  ),
];

export const driftExamples = [
  example(
    'Look what was changed outside of Terraform',
    'terraform:drift',
    'Look for drift',
    { stack: KEY },
  ),
];
