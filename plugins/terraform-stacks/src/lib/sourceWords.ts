import type { ModuleSource } from '@towpath/plugin-terraform-stacks-common';

/** Where a module comes from, in words. */
export function sourceWords({ platform, git, registry }: ModuleSource): string {
  if (platform) return `${platform}, a module of the platform`;
  if (git) {
    const folder = git.path ? `, folder ${git.path}` : '';
    return `${git.url} at ${git.tag}${folder}`;
  }
  if (registry) return `${registry.source}, version ${registry.version}`;
  return 'a folder that a template handed over';
}
