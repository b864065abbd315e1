import { readStateFile } from '@towpath/terraform';
import type { StackRunInput, StackRunState } from '../model/StackRunInput';
import type { Places } from './Places';
import type { RunBook } from './RunBook';
import type { StateStore } from './StateStore';

interface LostRunsOptions {
  places: Places;
  runs: RunBook;
  store: Pick<StateStore, 'read'>;
}

/** What is planned for a resource; plans of earlier portals have none of them. */
interface Planned {
  address: string;
  action: string;
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

  /** Why an apply ends as failed, and what nobody knows of: planned, and neither the log nor the state has it as done. */
  async describe(
    lost: string,
    { runId, input, state }: LostRun,
  ): Promise<string> {
    const { runs, store } = this.#options;
    const planned: Planned[] =
      (state.plan as { resources?: Planned[] } | undefined)?.resources ?? [];
    const told = new Set((await runs.lines(runId)).flatMap(doneIn));
    const content = await store.read(input.stack);
    const saved = addressesIn(content);
    const unknown = planned
      .filter(one => !told.has(one.address) && !isSaved(one, saved))
      .map(({ address }) => address);
    const open =
      unknown.length > 0
        ? `Nobody knows how these ended: ${unknown.join(', ')}`
        : 'Nobody knows what it did last';
    return `${lost}. ${open}. Look whether they exist, free the lock of the state with a reason, then plan anew`;
  }
}

interface LostRun {
  runId: string;
  input: StackRunInput;
  state: StackRunState;
}

function addressesIn(content: Buffer | undefined): Set<string> {
  const state = content && readStateFile(content.toString());
  return new Set(state?.objects.map(({ address }) => address));
}

/** An update leaves no trace by which one could tell, nor does a replacement. */
function isSaved({ address, action }: Planned, saved: Set<string>): boolean {
  if (action === 'create') return saved.has(address);
  return action === 'delete' && !saved.has(address);
}

/** Of a line such as `terraform_data.a: created after 1 s`. */
function doneIn(message: string): string[] {
  const [address, news = ''] = message.split(': ');
  return /^(created|changed|deleted|read|forgotten)\b/.test(news)
    ? [address]
    : [];
}
