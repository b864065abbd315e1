import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { JsonObject } from '@backstage/types';
import type { TestGitHost } from '@towpath/git-hosts/testing';
import { TemplateHosts } from '../lib/TemplateHosts';

/** The hosts that a portal with these integrations knows. */
export function templateHosts(integrations: JsonObject): TemplateHosts {
  const config = new ConfigReader({ integrations });
  return new TemplateHosts(ScmIntegrations.fromConfig(config));
}

/** The one host, with the portal's own account. */
export const hostsOf = (host: TestGitHost): TemplateHosts =>
  templateHosts({ gitea: [host.giteaConfig()] });

/** What a form names a repository by. */
export const repoUrlOf = (
  host: { url: string },
  repository: string,
  owner = 'myorg',
): string => `${new URL(host.url).host}?owner=${owner}&repo=${repository}`;
