import type { ModuleSource } from '@towpath/plugin-terraform-stacks-common';
import { InputError } from '@backstage/errors';
import type { PlatformModules } from './PlatformModules';
import { withModule } from './unpackModule';

/** Has the module of a source as a folder, wherever it comes from. */
export interface ModuleOpener {
  /**
   * That there may be such a module, as far as can be said without fetching it.
   *
   * @throws InputError or NotFoundError in words
   */
  require(source: ModuleSource): void;
  /**
   * Has the folder for as long as `work` needs it.
   *
   * @param source an archive with its bytes
   */
  open<T>(
    source: ModuleSource,
    work: (folder: string) => T | Promise<T>,
  ): Promise<T>;
}

/** Opens modules of the platform, and archives that templates bring. */
export function openModules(platform: PlatformModules): ModuleOpener {
  return {
    require(source) {
      if (source.platform !== undefined) platform.find(source.platform);
      else if (source.archive === undefined) throw notFetched(source);
    },
    async open(source, work) {
      if (source.platform !== undefined) {
        return work(platform.find(source.platform));
      }
      if (source.archive === undefined) throw notFetched(source);
      return withModule(source.archive, work);
    },
  };
}

function notFetched({ git }: ModuleSource): InputError {
  return new InputError(
    `module.${
      git ? 'git' : 'registry'
    } cannot be fetched by this portal. Give module.platform, the name of a module of the platform`,
  );
}
