import type { GitRepositories } from '@towpath/gitops';
import { KUSTOMIZATION, MANIFESTS } from '@towpath/plugin-score-node';
import type { ServicePlace } from '../model/ServicePlace';
import type { Look } from './Look';
import type { Platform } from './Platform';
import { renderFolder, type FolderFiles, type Rendered } from './rendering';
import { secretManifests } from './secretManifests';

/** Renders workloads into the folders that Argo CD deploys. */
export class PlaceRenderer {
  readonly #platform: Platform;
  readonly #repositories: GitRepositories;

  constructor(options: { platform: Platform; repositories: GitRepositories }) {
    this.#platform = options.platform;
    this.#repositories = options.repositories;
  }

  /** What the folder would be, with the outputs that the look has found. */
  async render(look: Look, source: string | undefined): Promise<Rendered> {
    const { workload, place, outputs, manifests, resolved } = look;
    const { name, tier } = place.environment;
    return renderFolder({
      ...{ workload, outputs, source },
      manifests: [...secretManifests(resolved), ...manifests],
      profile: await this.#platform.profile(),
      service: place.service,
      environment: { name, tier, annotations: place.annotations },
      path: place.folder.path,
      selectors: place.selectors,
      files: await this.#filesOf(place),
      image: this.#platform.imageOf(place.service.name),
    });
  }

  /** The folder as it is in Git now. */
  async #filesOf({ folder }: ServicePlace): Promise<FolderFiles> {
    const { repository: url, branch, path } = folder;
    const full = (name: string) => (path ? `${path}/${name}` : name);
    const names = [KUSTOMIZATION, MANIFESTS];
    const found = await this.#repositories
      .open({ url, branch })
      .readFiles(names.map(full));
    return new Map(
      names.flatMap(name => {
        const text = found.get(full(name));
        return text === undefined ? [] : [[name, text] as const];
      }),
    );
  }
}
