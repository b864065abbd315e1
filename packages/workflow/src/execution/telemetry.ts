import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RunRow } from '../database/rows';
import type { Run } from '../types';
import type { Outcome } from './Outcome';

const NAME = '@towpath/workflow';
const tracer = trace.getTracer(NAME);
const meter = metrics.getMeter(NAME);

const runs = meter.createCounter('towpath.workflow.runs', {
  description: 'Runs that ended, by kind and end',
});
const stepDuration = meter.createHistogram('towpath.workflow.step.duration', {
  description: 'How long one try of a step took',
  unit: 's',
});
const lockWait = meter.createHistogram('towpath.workflow.lock.wait', {
  description: 'How long a run was queued before a worker took it',
  unit: 's',
});

export function countEnd({ kind, status }: Run): void {
  runs.add(1, { kind, end: status });
}

export function recordLockWait({ kind, queued_at }: RunRow, now: Date): void {
  if (!queued_at) return;
  lockWait.record((now.getTime() - queued_at.getTime()) / 1000, { kind });
}

/** Runs one try of the row's step within a span. */
export function traceTry(
  row: RunRow,
  tryStep: () => Promise<Outcome>,
): Promise<Outcome> {
  const labels = { kind: row.kind, step: row.step ?? '' };
  const attributes = {
    'workflow.run.id': row.id,
    'workflow.run.kind': row.kind,
    'workflow.step.name': labels.step,
    'workflow.step.attempt': row.step_attempt,
  };
  return tracer.startActiveSpan('workflow.step', { attributes }, async span => {
    const startedAt = performance.now();
    const outcome = await tryStep();
    span.setAttribute('workflow.step.outcome', outcome.type);
    if (outcome.type === 'threw' || outcome.type === 'fail') {
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end();
    const seconds = (performance.now() - startedAt) / 1000;
    stepDuration.record(seconds, { ...labels, outcome: outcome.type });
    return outcome;
  });
}
