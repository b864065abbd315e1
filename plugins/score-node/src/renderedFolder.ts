import { parse } from 'yaml';

/** What is rendered from a Score file, in the folder that Argo CD deploys. */
export const MANIFESTS = 'manifests.yaml';
export const KUSTOMIZATION = 'kustomization.yaml';

/** How rendered manifests begin. */
export const RENDERED = '# Rendered by Towpath';

/**
 * Whether a folder is deployed from manifests that were rendered, and not from some that were written by hand.
 *
 * @param readFile - answers undefined for a file that is not there
 */
export async function isRenderedFolder(
  readFile: (name: string) => Promise<string | undefined>,
): Promise<boolean> {
  const kustomization = await readFile(KUSTOMIZATION);
  if (!kustomization || !listsManifests(kustomization)) return false;
  return (await readFile(MANIFESTS))?.startsWith(RENDERED) ?? false;
}

function listsManifests(text: string): boolean {
  try {
    const resources: unknown = parse(text)?.resources;
    return Array.isArray(resources) && resources.includes(MANIFESTS);
  } catch {
    // What it says nobody knows, and whoever writes a version there says so.
    return false;
  }
}
