import { mkdtempSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import path from 'path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createFetchTemplateAction } from '@backstage/plugin-scaffolder-backend';
import { runAction } from './runAction';

export const TEMPLATE = path.resolve(
  __dirname,
  '../../../../templates/new-service',
);

export const read = (...parts: string[]) =>
  readFileSync(path.join(...parts), 'utf8');

/** What people write that YAML, JSON, TOML or the engine could trip over. */
const DESCRIPTION = `Says "hi": it's 100% {{ ready }} # or {% not %} \\ yes`;

export const VALUES = {
  name: 'demo-service',
  description: DESCRIPTION,
  owner: 'group:default/team-finance',
  system: 'system:default/payment-platform',
  organisation: 'myorg',
  repositoryUrl: 'http://localhost:7010/myorg/demo-service',
  editPath: 'edit/main/docs/',
  namespacePattern: '{service}-{environment}',
  image: 'registry.myorg.example/demo-service',
  task: '00000000-0000-4000-8000-000000000000',
};

export const fetchTemplate = createFetchTemplateAction({
  integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
  reader: mockServices.urlReader.mock(),
});

/** @returns a folder with what the template writes: `repository` and `gitops` */
export async function renderNewService(values: {
  language: string;
  [name: string]: unknown;
}): Promise<string> {
  const workspacePath = mkdtempSync(path.join(tmpdir(), 'new-service-'));
  const baseUrl = `file://${path.join(TEMPLATE, 'template.yaml')}`;
  for (const [url, targetPath] of [
    ['./skeleton-common', 'repository'],
    [`./skeleton-${values.language}`, 'repository'],
    ['./gitops', 'gitops'],
  ]) {
    const input = { url, targetPath, values };
    await runAction(fetchTemplate, input, { workspacePath, baseUrl });
  }
  return workspacePath;
}
