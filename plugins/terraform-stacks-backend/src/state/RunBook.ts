import type { WorkflowEngine } from '@towpath/workflow';
import { isDry, type StackRunInput } from '../model/StackRunInput';
import { isEnded } from '@towpath/plugin-runs-common';

/** What is known of a run by who keeps its state. */
export interface KnownRun {
  stack: string;
  isAlive: boolean;
  /** Whether nothing of it is ever applied. */
  isDry: boolean;
}

type Facts = Pick<StackRunInput, 'stack' | 'intent'>;

/** Looks runs up in the engine, which comes into being after what asks here. */
export class RunBook {
  readonly #engine: () => WorkflowEngine | undefined;

  constructor(engine: () => WorkflowEngine | undefined) {
    this.#engine = engine;
  }

  /**
   * Undefined for one that there is not. Asked with every call for a state, so without what the run has planned, which
   * may be large.
   */
  async find(id: string): Promise<KnownRun | undefined> {
    const heads = await this.#engine()?.heads({ ids: [id] });
    const [head] = heads ?? [];
    if (!head?.facts) return undefined;
    const { stack, intent } = head.facts as unknown as Facts;
    const isAlive = !isEnded(head.status);
    return { stack, isAlive, isDry: isDry({ intent }) };
  }

  /** Names the folder that has what a run works in; undefined for a run that there is not. */
  async placeOf(id: string): Promise<string | undefined> {
    const query = { ids: [id], limit: 1 };
    const found = await this.#engine()?.list<StackRunInput>(query);
    return found?.items[0]?.input.place;
  }
}
