import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { isError, toError } from '@backstage/errors';
import type {
  Comparison,
  GateReport,
} from '@towpath/plugin-environment-common';
import type {
  GateSubject,
  GateVerdict,
} from '@towpath/plugin-environment-node';
import { type GateInstance, gatesOf } from './GateInstance';
import type { GateRegistry } from './GateRegistry';

/** How long one gate may take. A page waits for the slowest. */
const PATIENCE_MS = 10_000;

export interface EvaluateOptions {
  registry: GateRegistry;
  now: Date;
  logger: LoggerService;
  /** Aborts when nobody wants the answer any more. */
  signal?: AbortSignal;
}

/**
 * Asks every gate between a version and an environment: those that always hold and those of
 * `spec.gates`. Never throws for a gate: one that is unknown, set up wrong, fails or takes longer
 * than ten seconds is closed, and says so.
 */
export async function evaluateGates(
  subject: GateSubject,
  options: EvaluateOptions,
): Promise<GateReport[]> {
  const instances = gatesOf(subject.environment, options.registry);
  const reports = await Promise.all(
    instances.map(instance => ask(instance, subject, options)),
  );
  return reports.flat();
}

/** What the reports come to: `deny` while one is closed, `gate` when one asks, else `allow`. */
export function verdictOf(reports: GateReport[]): Comparison['verdict'] {
  const states = reports.map(({ state }) => state);
  if (states.includes('closed')) return 'deny';
  return states.includes('asks') ? 'gate' : 'allow';
}

async function ask(
  instance: GateInstance,
  subject: GateSubject,
  options: EvaluateOptions,
): Promise<GateReport[]> {
  const verdicts = [await verdictsOf(instance, subject, options)].flat();
  return verdicts.map((verdict, index) =>
    toReport(instance, verdict, verdict.key ?? positionOf(index)),
  );
}

function positionOf(index: number): string | undefined {
  return index === 0 ? undefined : `${index + 1}`;
}

async function verdictsOf(
  { gate, settings, problem, id }: GateInstance,
  subject: GateSubject,
  { now, logger, signal }: EvaluateOptions,
): Promise<GateVerdict | GateVerdict[]> {
  const owner = subject.environment.spec.owner;
  if (!gate) {
    return { state: 'closed', message: problem ?? 'It is unknown.', owner };
  }
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const until = signal ? AbortSignal.any([signal, patience]) : patience;
  try {
    return await Promise.race([
      gate.evaluate(subject, settings, { now, signal: until }),
      rejectOn(until),
    ]);
  } catch (error) {
    signal?.throwIfAborted();
    const why = patience.aborted
      ? `it took longer than ${PATIENCE_MS / 1000} s`
      : describe(error);
    logger.warn(`Gate ${id} could not be evaluated: ${why}`, toError(error));
    return {
      state: 'closed',
      message: `The gate could not be evaluated: ${why}. It stays closed until it can.`,
      owner,
    };
  }
}

function describe(error: unknown): string {
  return (isError(error) ? error.message : String(error)).replace(/\.$/, '');
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
  });
}

function toReport(
  { id, type, title }: GateInstance,
  { opensAt, owner, key: _, ...verdict }: GateVerdict,
  key?: string,
): GateReport {
  return {
    id: key ? `${id}/${key}` : id,
    type,
    title,
    ...verdict,
    ...(owner && { owner: toOwnerRef(owner) }),
    ...(opensAt && { opensAt: opensAt.toISOString() }),
  };
}

/** Definitions name owners as people do; whoever reads a report links to them. */
function toOwnerRef(owner: string): string {
  return stringifyEntityRef(
    parseEntityRef(owner, {
      defaultKind: 'group',
      defaultNamespace: DEFAULT_NAMESPACE,
    }),
  );
}
