import { planResources } from '@towpath/score';
import type { AskedStore } from '../database/AskedStore';
import { readSource } from '../source/readSource';
import type { ScoreSource, ScoreSources } from './ScoreSources';

/**
 * Keeps what the Score file of a service asks for. What is known stays when the Git host cannot be asked, has no such
 * repository or branch to show, or has a file there that is not understood: it goes when the file is gone.
 */
export class AskedResources {
  readonly #parts: { sources: ScoreSources; asked: AskedStore };

  constructor(parts: { sources: ScoreSources; asked: AskedStore }) {
    this.#parts = parts;
  }

  /** Answers whether it has one. @throws what the Git host answers, when it could not be asked */
  async look(source: ScoreSource, signal: AbortSignal): Promise<boolean> {
    const { sources, asked } = this.#parts;
    const { service } = source;
    const found = await sources.readAlone(source, signal);
    if (!found) return false;
    const { text } = found;
    if (text === undefined) {
      await asked.put(service, []);
      return false;
    }
    const read = readSource({ text });
    if (!read.valid) return true;
    const { resources } = planResources([read.workload]);
    await asked.put(
      service,
      resources.map(({ uid, type, class: kind, usedBy }) => ({
        ...{ uid, type, class: kind, name: usedBy[0].resource },
      })),
    );
    return true;
  }
}
