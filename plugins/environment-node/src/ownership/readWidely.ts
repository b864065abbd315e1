import { posix } from 'node:path';
import { readSourcePlace, type SourcePlace } from '@towpath/gitops';
import type { DeploymentSource } from '@towpath/plugin-environment-common';

/** Where in Git a source is, by whatever way it is written: a detour is no way around. */
export function readWidely({
  repoURL,
  path = '',
  chart,
}: DeploymentSource): SourcePlace | undefined {
  if (chart) return undefined;
  const place = readSourcePlace(repoURL) ?? readSourcePlace(straight(repoURL));
  const folder = posix.normalize(`/${path}`).replace(/^\/+|\/+$/g, '');
  return place && { ...place, path: folder };
}

/** As a client takes it: without steps up, query and fragment. */
function straight(address: string): string {
  if (!URL.canParse(address)) return address;
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}
