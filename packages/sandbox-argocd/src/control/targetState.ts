import type { GitSources } from '../git/GitSources.ts';
import {
  type Application,
  type Manifest,
  type Source,
  sourcesOf,
} from '../model.ts';
import {
  claim,
  renderSource,
  type SourceType,
  sourceTypeOf,
} from '../render/renderSource.ts';

export interface TargetState {
  /** The commit of each source. */
  revisions: string[];
  types: SourceType[];
  manifests: Manifest[];
}

const KEPT = 500;

/** What Git asks for, read once for each commit and source. */
export class TargetStates {
  readonly #git: GitSources;
  readonly #rendered = new Map<string, Manifest[]>();

  constructor(git: GitSources) {
    this.#git = git;
  }

  /**
   * The manifests of an application.
   * @param sources others than its own, as a rollback has them
   * @param revisions other commits, branches or tags than its own, by source
   * @throws Error that says why there are none
   */
  async read(
    application: Application,
    sources: Source[] = sourcesOf(application.spec),
    revisions: (string | undefined)[] = [],
  ): Promise<TargetState> {
    if (sources.length === 0) {
      throw new Error('spec.source and spec.sources are both missing');
    }
    const read = await Promise.all(
      sources.map((source, i) =>
        this.#readSource(source, revisions[i] || source.targetRevision),
      ),
    );
    return {
      revisions: read.map(({ sha }) => sha),
      types: read.map(({ type }) => type),
      manifests: claim(
        application,
        read.flatMap(({ manifests }) => manifests),
      ),
    };
  }

  async #readSource(source: Source, revision?: string) {
    // A chart's version is not a commit; its repository need not be Git.
    if (source.chart) {
      throw new Error(
        `Helm chart ${source.chart} is not rendered in the sandbox`,
      );
    }
    const sha = await this.#git.resolve(source.repoURL, revision || 'HEAD');
    const { targetRevision: _, ...what } = source;
    const key = `${sha} ${JSON.stringify(what)}`;
    const tree = await this.#git.tree(source.repoURL, sha);
    const type = sourceTypeOf(source, tree);
    const onlyNamed = source.ref && !source.path;
    const manifests = onlyNamed
      ? []
      : this.#rendered.get(key) ?? renderSource(source, tree);
    this.#rendered.set(key, manifests);
    const [oldest] = this.#rendered.keys();
    if (this.#rendered.size > KEPT) this.#rendered.delete(oldest);
    return { sha, type, manifests };
  }
}
