import type { StateContent } from '@towpath/plugin-terraform-stacks-common';

/** A resource in a state. */
export type StateResource = StateContent['resources'][number];

/** What stands for the module that calls all others. */
export const ROOT = '';

/** Resources by the module that they are in, the root first; in it by their addresses. */
export function byModule(
  resources: StateResource[],
): { module: string; resources: StateResource[] }[] {
  const modules = new Map<string, StateResource[]>();
  for (const resource of resources) {
    const { module = ROOT } = resource;
    modules.set(module, [...(modules.get(module) ?? []), resource]);
  }
  return [...modules]
    .map(([module, members]) => ({ module, resources: members }))
    .sort((a, b) => a.module.localeCompare(b.module));
}

/** "module.network[0].module.subnets" as the modules around it, the outermost first. */
export function modulePath(module: string = ROOT): string[] {
  const parts = module.match(/module\.[^.[]+(\[[^\]]*\])?/g) ?? [];
  return parts.map((_, at) => parts.slice(0, at + 1).join('.'));
}
