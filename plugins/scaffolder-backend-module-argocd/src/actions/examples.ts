import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

function example(
  description: string,
  action: string,
  name: string,
  input: object,
): TemplateExample {
  const id = action.replace('argocd:', '');
  return {
    description,
    example: yaml.stringify({ steps: [{ id, action, name, input }] }),
  };
}

export const createApplicationExamples = [
  example(
    'Deploy the overlay of a new service to dev by itself',
    'argocd:create-application',
    'Create the application',
    {
      name: '${{ parameters.name }}-dev',
      repoUrl: '${{ environment.parameters.gitUrl }}/myorg/gitops.git',
      path: 'services/${{ parameters.name }}/overlays/dev',
      revision: 'main',
      namespace: '${{ parameters.name }}-dev',
      labels: {
        'towpath.dev/service': '${{ parameters.name }}',
        'towpath.dev/environment': 'dev',
      },
      autoSync: true,
      prune: true,
      selfHeal: true,
      syncOptions: ['CreateNamespace=true'],
    },
  ),
  example(
    'Deploy a Helm chart from Git to another cluster, when a person syncs',
    'argocd:create-application',
    'Create the application',
    {
      instance: 'main',
      name: 'shop-prod',
      project: 'commerce',
      repoUrl: 'https://git.example.com/myorg/shop.git',
      path: 'chart',
      revision: 'v1.4.0',
      cluster: 'prod-eu',
      namespace: 'shop',
      valueFiles: ['values-prod.yaml'],
      parameters: { 'image.tag': '1.4.0' },
    },
  ),
];

export const syncExamples = [
  example('Sync an application with Git', 'argocd:sync', 'Deploy', {
    name: 'shop-dev',
  }),
  example(
    'Sync to a commit, delete what is no longer in Git, wait at most five minutes',
    'argocd:sync',
    'Deploy',
    {
      instance: 'main',
      name: 'shop-prod',
      project: 'commerce',
      revision: '${{ steps.commit.output.commitHash }}',
      prune: true,
      timeout: { minutes: 5 },
    },
  ),
];

export const waitExamples = [
  example(
    'Wait until an application is synced and healthy',
    'argocd:wait',
    'Wait until it runs',
    { name: 'shop-dev' },
  ),
  example(
    'Wait until a commit runs, healthy or not',
    'argocd:wait',
    'Wait for the commit',
    {
      name: 'shop-dev',
      healthy: false,
      revision: '${{ steps.commit.output.commitHash }}',
      timeout: { minutes: 3 },
    },
  ),
];

export const rollbackExamples = [
  example(
    'Deploy again what was deployed before',
    'argocd:rollback',
    'Roll back',
    { name: 'shop-prod', project: 'commerce' },
  ),
  example(
    'Deploy an entry of the history again, although auto-sync is on',
    'argocd:rollback',
    'Roll back',
    { name: 'shop-dev', id: 7, disableAutoSync: true, prune: true },
  ),
];

export const setParameterExamples = [
  example(
    'Set the version of a Helm chart',
    'argocd:set-parameter',
    'Set the version',
    {
      name: 'shop-dev',
      parameters: { 'image.tag': '${{ parameters.version }}' },
    },
  ),
  example(
    'Set an image of a Kustomize overlay',
    'argocd:set-parameter',
    'Set the image',
    { name: 'shop-dev', images: ['shop=registry.example.com/shop:1.5.0'] },
  ),
];
