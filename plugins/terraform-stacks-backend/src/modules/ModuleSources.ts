import { InputError } from '@backstage/errors';
import type { ModuleSource } from '@towpath/plugin-terraform-stacks-common';
import type { GitHosts } from '@towpath/git-hosts';
import { allowsModule, type TrustPolicy } from '@towpath/terraform';
import { requireOneSource } from '../model/moduleWords';
import type { ModuleWork } from './FetchedModule';
import { GitModules } from './GitModules';
import type { PlatformModules } from './PlatformModules';
import { RegistryModules } from './RegistryModules';
import { withModule } from './unpackModule';

export interface ModuleSourcesOptions {
  platform: PlatformModules;
  hosts: GitHosts;
  trust?: TrustPolicy;
  /** What runs are given, for credentials of registries. */
  env?: Record<string, string>;
}

/** Modules wherever they come from: the platform, a template, Git, a registry. */
export class ModuleSources {
  readonly #options: ModuleSourcesOptions;
  readonly #git: GitModules;
  readonly #registry: RegistryModules;

  constructor(options: ModuleSourcesOptions) {
    this.#options = options;
    this.#git = new GitModules(options.hosts);
    this.#registry = new RegistryModules({
      git: this.#git,
      env: options.env,
      isPlain: address => this.#allows(`http://${address}`),
    });
  }

  /**
   * That there may be such a module, as far as can be said without fetching it.
   *
   * @throws InputError or NotFoundError in words
   */
  require(source: ModuleSource): void {
    requireOneSource(source);
    const { platform, git, registry } = source;
    if (platform !== undefined) this.#options.platform.find(platform);
    if (git) this.#requireAllowed(this.#git.addressOf(git));
    if (!registry) return;
    const address = this.#registry.addressOf(registry);
    if (!this.#allows(`http://${address}`)) this.#requireAllowed(address);
  }

  /**
   * Has the folder of a module for as long as `work` needs it.
   *
   * @param source - an archive with its bytes
   * @throws InputError and NotFoundError in words; ServiceUnavailableError when somebody does not answer
   */
  async open<T>(source: ModuleSource, work: ModuleWork<T>): Promise<T> {
    this.require(source);
    const { platform, archive, git, registry } = source;
    if (git) return this.#git.open(git, work);
    if (registry) return this.#registry.open(registry, work);
    if (archive !== undefined) {
      return withModule(archive, at => work(at, { origin: 'archive' }));
    }
    const folder = this.#options.platform.find(platform!);
    return work(folder, { origin: `platform:${platform}` });
  }

  #allows(address: string): boolean {
    return allowsModule(this.#options.trust ?? {}, address);
  }

  #requireAllowed(address: string): void {
    if (this.#allows(address)) return;
    const { modules = [] } = this.#options.trust ?? {};
    throw new InputError(
      `The module comes from "${address}", which is not on the list of the platform (${
        modules.join(', ') || 'empty'
      }). Have the platform team add it to terraform.trust.modules`,
    );
  }
}
