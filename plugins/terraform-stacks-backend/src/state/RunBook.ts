import type { WorkflowEngine } from '@towpath/workflow';
import type { StackRunInput } from '../model/StackRunInput';
import { isEnded } from '@towpath/plugin-runs-common';

/** What is known of a run by who keeps its state. */
export interface KnownRun {
  stack: string;
  isAlive: boolean;
  /** Names the folder that has what it works in. */
  place: string;
}

const MOST_LINES = 50_000;

/** Looks runs up in the engine, which comes into being after what asks here. */
export class RunBook {
  readonly #engine: () => WorkflowEngine | undefined;

  constructor(engine: () => WorkflowEngine | undefined) {
    this.#engine = engine;
  }

  /** What its steps have said, the first of it where that is much. */
  async lines(id: string): Promise<string[]> {
    const log = await this.#engine()?.log(id, { limit: MOST_LINES });
    return (log?.lines ?? []).map(({ message }) => message);
  }

  /** Undefined for one that there is not. */
  async find(id: string): Promise<KnownRun | undefined> {
    const query = { ids: [id], limit: 1 };
    const found = await this.#engine()?.list<StackRunInput>(query);
    const run = found?.items[0];
    if (!run) return undefined;
    const { stack, place } = run.input;
    return { stack, place, isAlive: !isEnded(run.status) };
  }
}
