import type { StackProgress } from '@towpath/plugin-terraform-stacks-common';
import { readStateFile } from '@towpath/terraform';
import type { StepContext } from '@towpath/workflow';
import { ApplyProgress } from '../model/ApplyProgress';
import type { StackRunInput, StackRunState } from '../model/StackRunInput';
import type { Places } from './Places';
import type { StateStore } from './StateStore';

interface LostRunsOptions {
  places: Places;
  store: Pick<StateStore, 'read'>;
}

/** Runs whose host is gone, with all that they worked in. */
export class LostRuns {
  readonly #options: LostRunsOptions;

  constructor(options: LostRunsOptions) {
    this.#options = options;
  }

  /** See {@link Places.whyLost}. */
  whyLost(place: string): Promise<string | undefined> {
    return this.#options.places.whyLost(place);
  }

  /** Why an apply ends as failed, and what nobody knows of: planned, and neither heard of nor in the state as done. */
  async describe(
    lost: string,
    { input, state: { plan, progress }, now }: LostRun,
  ): Promise<string> {
    const { items } = new ApplyProgress({ plan, known: progress, now });
    const saved = addressesIn(await this.#options.store.read(input.stack));
    const unknown = items
      .filter(({ status }) => status !== 'done' && status !== 'failed')
      .filter(one => !isSaved(one, saved))
      .map(({ address }) => address);
    const open =
      unknown.length > 0
        ? `Nobody knows how these ended: ${unknown.join(', ')}`
        : 'Nobody knows what it did last';
    return `${lost}. ${open}. Look whether they exist, free the lock of the state with a reason, then plan anew`;
  }
}

type LostRun = Pick<
  StepContext<StackRunInput, StackRunState>,
  'input' | 'state' | 'now'
>;

function addressesIn(content: Buffer | undefined): Set<string> {
  const state = content && readStateFile(content.toString());
  return new Set(state?.objects.map(({ address }) => address));
}

/** An update leaves no trace by which one could tell, nor does a replacement. */
function isSaved(
  { address, action }: StackProgress,
  saved: Set<string>,
): boolean {
  if (action === 'create') return saved.has(address);
  return action === 'delete' && !saved.has(address);
}
