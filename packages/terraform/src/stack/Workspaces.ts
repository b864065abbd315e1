import path from 'node:path';
import type { Backend } from '../run/Backend';
import type { Following } from '../run/CommandRunner';
import { ownOverrideFile } from '../run/overrideFile';
import type { RunFolder, RunRecord } from '../run/RunFolder';
import { Workspace } from '../run/Workspace';
import { requireFetchedTrusted, requireTrusted } from '../trust/requireTrusted';
import type { StackOptions } from './StackOptions';

/** Where a module comes from of which nobody knows more. */
const HANDED_OVER = 'archive';

/** What works on the modules of a stack's runs, and where its state lives. */
export class Workspaces {
  readonly #options: StackOptions;

  constructor(options: StackOptions) {
    this.#options = options;
  }

  /**
   * The workspace of a run.
   *
   * @param acting - the run on whose behalf the state is read and written
   */
  of(folder: RunFolder, acting = folder.name): Workspace {
    const { onEnd, ...options } = this.#options;
    return new Workspace({
      ...options,
      folder,
      acting,
      backend: this.backend,
      onEnd: onEnd && (() => onEnd(folder.name)),
    });
  }

  get backend(): Backend {
    return (
      this.#options.backend ?? {
        type: 'local',
        config: { path: this.localState },
      }
    );
  }

  /** Where the state lies when it lives in the folder of the stack. */
  get localState(): string {
    return path.join(this.#options.folder, 'terraform.tfstate');
  }

  /** Whether a plan is of another backend than the one where the state lives now. */
  isOutdated(record: RunRecord | undefined): boolean {
    const { backend = 'local' } = record ?? {};
    return record !== undefined && backend !== this.backend.type;
  }

  /** Whether the module is ready to run: read before `init`, and what that brought read before anything else. */
  async isReady(
    folder: RunFolder,
    following: Following = {},
  ): Promise<boolean> {
    await this.#requireTrusted(folder, 'given', following);
    if (!(await this.of(folder).init(following))) return false;
    await this.#requireTrusted(folder, 'fetched', following);
    return true;
  }

  async #requireTrusted(
    folder: RunFolder,
    what: 'given' | 'fetched',
    { onEvent }: Following,
  ): Promise<void> {
    if (folder.isTrusted(what)) return;
    const module = {
      folder: folder.module,
      origin: folder.record()?.origin ?? HANDED_OVER,
      policy: this.#options.trust,
      except: ownOverrideFile(folder.module),
    };
    const warnings =
      what === 'given'
        ? await requireTrusted(module)
        : await requireFetchedTrusted(module, folder.data);
    for (const text of warnings) {
      onEvent?.({ type: 'message', severity: 'warning', text });
    }
    folder.markTrusted(what);
  }
}
