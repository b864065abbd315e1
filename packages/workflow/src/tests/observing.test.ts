import { TestDatabases } from '@backstage/backend-test-utils';
import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { until } from '@towpath/test-kit';
import { request, untilStatus, Workshop } from '../__testUtils__/Workshop';
import { defineRunKind, done, fail } from '../index';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const spans = new InMemorySpanExporter();
const points = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter: points });

let workshop: Workshop;

beforeAll(async () => {
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({
      spanProcessors: [new SimpleSpanProcessor(spans)],
    }),
  );
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  workshop = await Workshop.open(databases);
});
afterAll(async () => {
  await workshop?.close();
  await reader.shutdown();
  trace.disable();
  metrics.disable();
});

/** What one instrument has seen, by its attributes. */
async function read(instrument: string) {
  points.reset();
  await reader.forceFlush();
  const all = points
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap(scope => scope.metrics);
  const found = all.find(({ descriptor }) => descriptor.name === instrument);
  return (found?.dataPoints ?? []).map(({ attributes, value }) => ({
    ...attributes,
    count: typeof value === 'number' ? value : (value as Histogram).count,
  }));
}

// What operators look at when a promotion is slow: silent instruments look like a quiet day.
it('shows every try of a step as a span, and counts ends, steps and the wait for a lock', async () => {
  const kind = defineRunKind({
    kind: 'work',
    steps: [
      { name: 'first', run: async () => done() },
      { name: 'second', run: async () => fail('it cannot be') },
    ],
  });
  const engine = await workshop.engine([kind]);
  const { run } = await engine.start(request());
  await untilStatus(engine, run, 'failed');
  // What is committed is counted a moment later.
  await until('the end is counted', async () => {
    const ends = await read('towpath.workflow.runs');
    return ends.length > 0;
  });

  const seen = spans
    .getFinishedSpans()
    // The queue below makes spans of its own.
    .filter(({ name }) => name === 'workflow.step')
    .map(({ attributes, status }) => ({
      step: attributes['workflow.step.name'],
      outcome: attributes['workflow.step.outcome'],
      isError: status.code === SpanStatusCode.ERROR,
      run: attributes['workflow.run.id'],
    }));
  expect(seen).toEqual([
    { step: 'first', outcome: 'done', isError: false, run: run.id },
    { step: 'second', outcome: 'fail', isError: true, run: run.id },
  ]);
  expect(await read('towpath.workflow.runs')).toEqual([
    { kind: 'work', end: 'failed', count: 1 },
  ]);
  expect(await read('towpath.workflow.step.duration')).toEqual([
    { kind: 'work', step: 'first', outcome: 'done', count: 1 },
    { kind: 'work', step: 'second', outcome: 'fail', count: 1 },
  ]);
  expect(await read('towpath.workflow.lock.wait')).toEqual([
    { kind: 'work', count: 1 },
  ]);
});
