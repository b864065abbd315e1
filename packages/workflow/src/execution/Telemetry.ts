import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RunRow } from '../database/rows';
import type { Run } from '../types';
import type { Outcome } from './Outcome';

const NAME = '@towpath/workflow';

/** What operators see of runs. Made with the engine: instruments made before the meters are there stay silent. */
export class Telemetry {
  readonly #tracer = trace.getTracer(NAME);
  readonly #meter = metrics.getMeter(NAME);
  readonly #runs = this.#meter.createCounter('towpath.workflow.runs', {
    description: 'Runs that ended, by kind and end',
  });
  readonly #stepDuration = this.#meter.createHistogram(
    'towpath.workflow.step.duration',
    { description: 'How long one try of a step took', unit: 's' },
  );
  readonly #lockWait = this.#meter.createHistogram(
    'towpath.workflow.lock.wait',
    { description: 'How long a run was queued', unit: 's' },
  );

  countEnd({ kind, status }: Run): void {
    this.#runs.add(1, { kind, end: status });
  }

  recordLockWait({ kind, queued_at }: RunRow, now: Date): void {
    if (!queued_at) return;
    const seconds = (now.getTime() - queued_at.getTime()) / 1000;
    this.#lockWait.record(seconds, { kind });
  }

  /** Runs one try of the row's step within a span. */
  traceTry(row: RunRow, tryStep: () => Promise<Outcome>): Promise<Outcome> {
    const attributes = {
      'workflow.run.id': row.id,
      'workflow.run.kind': row.kind,
      'workflow.step.name': row.step ?? '',
      'workflow.step.attempt': row.step_attempt,
    };
    const options = { attributes };
    return this.#tracer.startActiveSpan(
      'workflow.step',
      options,
      async span => {
        const startedAt = performance.now();
        const outcome = await tryStep();
        span.setAttribute('workflow.step.outcome', outcome.type);
        if (outcome.type === 'threw' || outcome.type === 'fail') {
          span.setStatus({ code: SpanStatusCode.ERROR });
        }
        span.end();
        this.#recordTry(row, outcome, (performance.now() - startedAt) / 1000);
        return outcome;
      },
    );
  }

  #recordTry(row: RunRow, outcome: Outcome, seconds: number): void {
    const { kind, step } = row;
    this.#stepDuration.record(seconds, {
      kind,
      step: step ?? '',
      outcome: outcome.type,
    });
  }
}
