import type { OrganisationSettings } from './readOrganisations';

const PAGE = /^([^/]+)\/src\/branch\/[^/]+\/(.+)$/;

/** Which descriptions of an organisation's repositories the catalog reads already. */
export class KnownLocations {
  readonly #byName = new Map<string, string[]>();

  /** @param begins where pages of its repositories begin, which may be elsewhere than its API */
  constructor(
    targets: string[],
    settings: OrganisationSettings,
    begins: string[],
  ) {
    for (const target of targets) {
      const begin = begins.find(one => startsWith(target, one));
      if (begin) this.#add(target, target.slice(begin.length), settings);
    }
  }

  #add(target: string, rest: string, { catalogPath }: OrganisationSettings) {
    const [, name, path] = PAGE.exec(rest) ?? [];
    if (!name || path !== catalogPath) return;
    const key = name.toLowerCase();
    this.#byName.set(key, [...this.of(key), target]);
  }

  /** Repositories, in lower case. */
  names(): string[] {
    return [...this.#byName.keys()];
  }

  /** Addresses of what a repository describes; of several branches while it moves from one to another. */
  of(name: string): string[] {
    return this.#byName.get(name.toLowerCase()) ?? [];
  }
}

function startsWith(text: string, begin: string): boolean {
  return text.toLowerCase().startsWith(begin.toLowerCase());
}
