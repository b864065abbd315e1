import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

function example(
  description: string,
  action: string,
  name: string,
  input: object,
): TemplateExample {
  const id = action.replace('score:', '');
  return {
    description,
    example: yaml.stringify({ steps: [{ id, action, name, input }] }),
  };
}

const SERVICE = '${{ parameters.service }}';

export const validateExamples = [
  example(
    'Check a Score file that an earlier step has written, by the definitions of an environment',
    'score:validate',
    'Check the Score file',
    { path: './repository/score.yaml', service: SERVICE, environment: 'dev' },
  ),
];

export const renderExamples = [
  example(
    'Render the manifests of a new service into its folder in the GitOps repository',
    'score:render',
    'Render its manifests',
    {
      path: './repository/score.yaml',
      environment: 'dev',
      targetPath: './gitops/overlays/dev/manifests.yaml',
    },
  ),
];

export const planExamples = [
  example(
    'Show what a service needs in an environment',
    'score:plan',
    'See what would change',
    { service: SERVICE, environment: 'dev' },
  ),
];

export const provisionExamples = [
  example('Do what a plan has shown', 'score:provision', 'Make it so', {
    service: SERVICE,
    environment: 'dev',
    planId: '${{ steps.plan.output.planId }}',
    digest: '${{ steps.plan.output.digest }}',
    reason: '${{ parameters.reason }}',
  }),
  example(
    'Plan and provide what a service needs in one step',
    'score:provision',
    'Provide what it needs',
    { service: SERVICE, environment: 'dev' },
  ),
];

export const deleteExamples = [
  example(
    'Take away a database that the Score file asks for no more',
    'score:delete',
    'Take the database away',
    { service: SERVICE, environment: 'dev', resources: ['db'] },
  ),
  example(
    'Remove a service from an environment, with all that it has there',
    'score:delete',
    'Remove it from dev',
    { service: SERVICE, environment: 'dev', everything: true },
  ),
];

export const addResourceExamples = [
  example(
    'Ask for a database in the Score file of a service',
    'score:add-resource',
    'Ask for the database',
    {
      ...{ service: SERVICE, environment: 'dev', name: 'db', type: 'postgres' },
      params: { size: '${{ parameters.size }}' },
    },
  ),
];
