import type { GitRepositories } from '@towpath/gitops';
import { KUSTOMIZATION, MANIFESTS } from '@towpath/plugin-score-node';
import type { PatchedStore } from '../database/PatchedStore';
import type { ServicePlace } from '../model/ServicePlace';
import type { Look } from './Look';
import type { Platform } from './Platform';
import type { FileChange } from '@towpath/plugin-score-common';
import { renderFolder, type FolderFiles, type Rendered } from './rendering';
import type { SecretManifests } from './SecretManifests';
import { withoutManifests } from './withoutManifests';

type Around = Pick<ServicePlace, 'service' | 'environment'>;

/** Renders workloads into the folders that Argo CD deploys. */
export class PlaceRenderer {
  readonly #platform: Platform;
  readonly #repositories: GitRepositories;
  readonly #secrets: SecretManifests;
  readonly #patched: PatchedStore;

  constructor(options: {
    platform: Platform;
    repositories: GitRepositories;
    secrets: SecretManifests;
    patched: PatchedStore;
  }) {
    this.#platform = options.platform;
    this.#repositories = options.repositories;
    this.#secrets = options.secrets;
    this.#patched = options.patched;
  }

  /**
   * What the folder would be, with the outputs that the look has found.
   *
   * @param options.isWritten - whether it goes to Git, and not into a plan
   * @param options.files - the folder as it is in Git; read now when left out
   */
  async render(
    look: Look,
    options: {
      source?: string;
      isWritten: boolean;
      files?: Promise<FolderFiles>;
    },
  ): Promise<Rendered> {
    const { workload, place, outputs } = look;
    const { source, isWritten, files = this.filesOf(place) } = options;
    const manifests = await this.#secrets.render(look, isWritten);
    const { name, tier } = place.environment;
    const { patches } = await this.#platform.patches();
    const rendered = renderFolder({
      ...{ workload, outputs, source, manifests },
      profile: await this.#platform.profile(),
      patches,
      service: place.service,
      environment: { name, tier, annotations: place.annotations },
      path: place.folder.path,
      selectors: place.selectors,
      files: await files,
      image: this.#platform.imageOf(place.service.name),
    });
    if (isWritten) await this.#keepPatched(place, rendered);
    return rendered;
  }

  /** Nothing is rendered there any more. */
  async forget(place: Around): Promise<void> {
    await this.#keepPatched(place, { patches: [] });
  }

  async #keepPatched(
    { service, environment }: Around,
    { patches }: Pick<Rendered, 'patches'>,
  ): Promise<void> {
    const effective = patches.filter(({ objects }) => objects.length > 0);
    await this.#patched.put(
      { service: service.ref, environment: environment.name },
      effective.map(({ name }) => name),
    );
  }

  /** What the folder would be when nothing is rendered into it any more. */
  async withoutRendered(place: ServicePlace): Promise<FileChange[]> {
    const { namespace, folder } = place;
    const files = await this.filesOf(place);
    return withoutManifests(files, { path: folder.path, namespace });
  }

  /** The folder as it is in Git now. */
  async filesOf({ folder }: ServicePlace): Promise<FolderFiles> {
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
