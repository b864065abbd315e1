import { InputError } from '@backstage/errors';
import type { ModuleSource } from '@towpath/plugin-terraform-stacks-common';

/** As an archive that the portal keeps is named where the definition is told, and where it is to stay. */
export const KEPT_ARCHIVE = 'kept';

const SOURCES = ['platform', 'git', 'registry', 'archive'] as const;

/** @throws InputError unless it names one source */
export function requireOneSource(module: ModuleSource): void {
  const given = SOURCES.filter(name => module[name] !== undefined);
  if (given.length === 1) return;
  throw new InputError(
    given.length === 0
      ? `module names no source: give one of ${SOURCES.join(', ')}`
      : `module names ${given.join(' and ')}: give one of them`,
  );
}

/** Where a module comes from, in words. */
export function moduleWords({ platform, git, registry }: ModuleSource): string {
  if (platform !== undefined) return platform;
  if (git) {
    const folder = git.path ? `, folder ${git.path}` : '';
    return `${git.url} at ${git.tag}${folder}`;
  }
  if (registry) return `${registry.source} ${registry.version}`;
  return 'handed over by a template';
}
