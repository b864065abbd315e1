import { PROVISION_RUNS } from '@towpath/plugin-score-common';
import type { WorkflowEngine } from '@towpath/workflow';
import type { OwnerNotices } from './OwnerNotices';

const AGAIN_MS = 15_000;

/** Tells owners of a run that nobody asked for and that failed. */
export class RunLook {
  readonly #engine: WorkflowEngine;
  readonly #notices: OwnerNotices;

  constructor(parts: { engine: WorkflowEngine; notices: OwnerNotices }) {
    this.#engine = parts.engine;
    this.#notices = parts.notices;
  }

  /** Answers after how long to look again; undefined once there is no more to tell. */
  async look(id: string): Promise<number | undefined> {
    const { items } = await this.#engine.list({ ids: [id], limit: 1 });
    const [run] = items.filter(({ kind }) => kind === PROVISION_RUNS);
    if (!run) return undefined;
    if (!run.endedAt) return AGAIN_MS;
    if (run.status !== 'failed') return undefined;
    const environment = String(run.facts.environment);
    await this.#notices.send({
      ...{ service: run.subject, environment },
      what: `could not be provided in ${environment}`,
      reason: run.reason ?? 'Its run says why',
      link: `/runs/${id}`,
      scope: `score:run:${id}`,
    });
    return undefined;
  }
}
