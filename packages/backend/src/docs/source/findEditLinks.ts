import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { ParsedLocationAnnotation } from '@backstage/plugin-techdocs-node';
import gitUrlParse from 'git-url-parse';

// Those whose pages are edited at an address that can be told from that of the folder.
const HOSTS = ['github', 'gitlab', 'bitbucketServer', 'harness'];

/** What TechDocs fills in for a repository that does not say where its pages are edited. */
export function findEditLinks(
  location: ParsedLocationAnnotation | undefined,
  integrations: ScmIntegrationRegistry,
  docsDir: string,
): { repo_url?: string; edit_uri?: string } {
  if (location?.type !== 'url') return {};
  const { target } = location;
  const integration = integrations.byUrl(target);
  if (!integration || !HOSTS.includes(integration.type)) return {};
  if (gitUrlParse(target).filepathtype === '') return { repo_url: target };
  const folder = integration.resolveUrl({
    url: `./${docsDir}`,
    base: target.endsWith('/') ? target : `${target}/`,
  });
  return { repo_url: target, edit_uri: integration.resolveEditUrl(folder) };
}
