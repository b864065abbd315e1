import path from 'node:path';
import { makeFolder, readIfThere, remove } from '../files';
import { parseJson, readObject } from '../json/read';
import type { Output } from '../json/readOutputs';
import type { RunFolder } from '../run/RunFolder';
import type { Workspace } from '../run/Workspace';
import { readStateOutputs } from '../state/readStateFile';
import type { StackOptions } from './StackOptions';
import type { Workspaces } from './Workspaces';

const PAUSE_MS = 50;

/** The state of a stack, read without its module. */
export class StackState {
  readonly #workspaces: Workspaces;
  readonly #options: Pick<StackOptions, 'key' | 'folder' | 'clock'>;

  constructor(workspaces: Workspaces, options: StackOptions) {
    this.#workspaces = workspaces;
    this.#options = options;
  }

  /** One that cannot be read holds something. */
  async isEmpty(): Promise<boolean> {
    const { backend, localState } = this.#workspaces;
    const text = backend.readState
      ? await backend.readState()
      : readIfThere(localState);
    const { resources } = readObject(parseJson(text ?? ''));
    return !text || (Array.isArray(resources) && resources.length === 0);
  }

  /**
   * All outputs, sensitive ones too.
   *
   * @param folder - of a run for it, where Terraform has to read it
   */
  async outputs(folder: RunFolder): Promise<Record<string, Output>> {
    const { readState } = this.#workspaces.backend;
    if (readState) return readStateOutputs((await readState()) ?? '');
    return this.#inEmptyModule(folder, workspace => workspace.state.outputs());
  }

  /** The state with every secret in it; empty when there is none. */
  async pull(folder: RunFolder): Promise<string> {
    const { readState } = this.#workspaces.backend;
    if (readState) return (await readState()) ?? '';
    return this.#inEmptyModule(folder, workspace => workspace.state.pull());
  }

  async #inEmptyModule<T>(
    folder: RunFolder,
    work: (workspace: Workspace) => Promise<T>,
  ): Promise<T> {
    const { clock } = this.#options;
    try {
      const workspace = this.#prepare(folder);
      while (!(await workspace.init())) await clock.sleep(PAUSE_MS);
      return await work(workspace);
    } finally {
      remove(folder.root);
    }
  }

  #prepare(folder: RunFolder): Workspace {
    const { key, clock } = this.#options;
    const source = makeFolder(path.join(this.#options.folder, 'empty'));
    const backend = this.#workspaces.backend.type;
    folder.create(
      {
        ...{ id: folder.name, stack: key, by: 'the portal', backend },
        createdAt: clock.now(),
      },
      source,
    );
    const workspace = this.#workspaces.of(folder);
    workspace.prepare({}, {});
    return workspace;
  }
}
