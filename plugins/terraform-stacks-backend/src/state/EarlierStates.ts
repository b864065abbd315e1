import fs from 'node:fs';
import { ConflictError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import { readStateHead, type Stack } from '@towpath/terraform';
import type { StackStore } from '../stacks/StackStore';
import { md5Of, type NewVersion, type StateStore } from './StateStore';

interface EarlierStatesOptions {
  store: StateStore;
  stackStore: StackStore;
  /** See readPlace. */
  place(): string;
  clock: Clock;
}

/** Takes states that earlier portals kept in files over into the database, each once. */
export class EarlierStates {
  readonly #options: EarlierStatesOptions;

  constructor(options: EarlierStatesOptions) {
    this.#options = options;
  }

  /**
   * Has the state of a stack in the database from then on, before anything is planned on it.
   *
   * @returns in words, what has to end first; undefined when all is well
   * @throws ConflictError for a file that is no state, or that differs from the one in the database
   */
  async bringIn(key: string, stack: Stack): Promise<string | undefined> {
    const { stackStore, place } = this.#options;
    const file = stack.localState();
    if (fs.existsSync(file)) {
      if (!stack.isSettled) return 'an earlier apply has not ended';
      await this.#takeOver(key, file);
    }
    await stackStore.moveToDatabase(key, place());
    return undefined;
  }

  async #takeOver(key: string, file: string): Promise<void> {
    const { store } = this.#options;
    const content = readIfThere(file);
    if (content === undefined) return;
    if (content.length > 0) {
      const version = this.#toVersion(key, file, content);
      const packed = await store.pack(content);
      await store.change(key, async (trx, newest) => {
        if (!newest) await store.add(trx, version, packed);
        else await this.#requireKnown(version, file);
      });
    }
    // Only now: whoever dies before finds both, and the same state in them.
    setAside(file, version => this.#noteFor(version));
  }

  async #requireKnown(version: NewVersion, file: string): Promise<void> {
    const { stack, lineage, serial, md5 } = version;
    if (await this.#options.store.has({ stack, lineage, serial, md5 })) return;
    throw new ConflictError(
      `The stack "${stack}" has a state in the database and another one in ${file}. Look which is right: move the file away, or push it by hand as docs/how-to/keep-terraform-state.md says`,
    );
  }

  #toVersion(stack: string, file: string, content: Buffer): NewVersion {
    const head = readStateHead(content.toString());
    if (!head) {
      throw new ConflictError(
        `${file} is no state of Terraform, and was to be taken over into the database. Repair it, or move it away`,
      );
    }
    return {
      ...{ stack, serial: head.serial, lineage: head.lineage },
      ...{ md5: md5Of(content), size: content.length },
      resources: head.resources ?? null,
      terraform_version: head.terraformVersion ?? null,
      unreadable: head.unreadable ?? null,
      ...{ by: 'the portal', run: null, at: this.#now() },
      reason: 'taken over from the file in which it was kept before',
    };
  }

  #noteFor(file: string): string {
    return `Since ${this.#now().toISOString()} the state of this stack is kept in the database of the portal.\n${file} is what was taken over. It holds secrets in clear: delete it once you need it no more.\n`;
  }

  #now(): Date {
    return new Date(this.#options.clock.now());
  }
}

function setAside(file: string, noteFor: (file: string) => string): void {
  const aside = `${file}.before-database`;
  try {
    fs.renameSync(file, aside);
  } catch (error) {
    // Another backend was faster.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  fs.writeFileSync(`${aside}.txt`, noteFor(aside), { mode: 0o600 });
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
