import type {
  Diagnostic,
  PathSegment,
  Position,
} from '../diagnostics/diagnostic';
import { formatPath } from '../diagnostics/diagnostic';
import { textsIn } from '../placeholder/places';
import type { Outputs } from '../placeholder/substitute';
import { PlaceholderError } from '../placeholder/substitute';
import { refsIn } from '../placeholder/tokens';
import type { PlannedResource } from './plan';
import type { ResourceUid } from './uid';

/**
 * Where something of a workload stands in its source; what `positionOf` of the
 * result of reading answers.
 *
 * @public
 */
export type PositionOf = (
  workload: string,
  path: PathSegment[],
  at: 'key' | 'value',
) => Position | undefined;

/**
 * A resource that could not be provided.
 *
 * @public
 */
export interface ProvideFailure {
  uid: ResourceUid;
  /** What was thrown: by `provide`, or a PlaceholderError of its params. */
  error: unknown;
  /** The same with its place, as other findings about a file are. */
  diagnostic: Diagnostic;
}

/**
 * How far it came.
 *
 * @public
 */
export interface ProvideEnding {
  /** What was provided, in the order of the plan: it is there, and stays. */
  provided: ReadonlyMap<ResourceUid, Outputs>;
  /** What failed, in the order of the plan. */
  failures: readonly ProvideFailure[];
  /** What was asked for and not answered when the signal aborted. */
  underWay: readonly ResourceUid[];
  /** What was never asked for. */
  notBegun: readonly ResourceUid[];
  /** Whether the signal ended it. */
  aborted: boolean;
}

/**
 * Thrown when not everything was provided. The message names each failure with
 * its place; `cause` is the first error, or the reason of the signal.
 *
 * @public
 */
export class ProvideError extends Error implements ProvideEnding {
  readonly provided: ProvideEnding['provided'];
  readonly failures: ProvideEnding['failures'];
  readonly underWay: ProvideEnding['underWay'];
  readonly notBegun: ProvideEnding['notBegun'];
  readonly aborted: boolean;

  constructor(ending: ProvideEnding & { reason?: unknown }) {
    super(describe(ending), {
      cause: ending.aborted ? ending.reason : ending.failures[0]?.error,
    });
    this.name = 'ProvideError';
    this.provided = ending.provided;
    this.failures = ending.failures;
    this.underWay = ending.underWay;
    this.notBegun = ending.notBegun;
    this.aborted = ending.aborted;
  }

  /** A finding for each failure. */
  get diagnostics(): Diagnostic[] {
    return this.failures.map(({ diagnostic }) => diagnostic);
  }
}

/** A failure with the place of the resource, or of the placeholder in it. */
export function failureOf(
  resource: PlannedResource,
  error: unknown,
  positionOf?: PositionOf,
): ProvideFailure {
  const { uid, sourceWorkload: workload } = resource;
  const { path, at } = placeOf(resource, error);
  const position = positionOf?.(workload, path, at);
  return {
    uid,
    error,
    diagnostic: {
      severity: 'error',
      code: 'provide/failed',
      message: `resource '${uid}': ${messageOf(error)}`,
      workload,
      path,
      ...(position ? { position } : {}),
    },
  };
}

/** Not by `instanceof`, as an error may come from another realm. */
function messageOf(error: unknown): string {
  const { message } = Object(error) as { message?: unknown };
  return typeof message === 'string' ? message : String(error);
}

function placeOf(
  resource: PlannedResource,
  error: unknown,
): { path: PathSegment[]; at: 'key' | 'value' } {
  const own = resource.usedBy.find(
    ({ workload }) => workload === resource.sourceWorkload,
  );
  const path = ['resources', own?.resource ?? ''];
  const text =
    error instanceof PlaceholderError
      ? textsIn(resource.params, [...path, 'params']).find(one =>
          refsIn(one.text).includes(error.ref),
        )
      : undefined;
  return text ? { path: text.path, at: 'value' } : { path, at: 'key' };
}

function describe(ending: ProvideEnding): string {
  const { provided, failures, underWay, notBegun, aborted } = ending;
  const counts = [
    [provided.size, 'provided'],
    [failures.length, 'failed'],
    [underWay.length, 'under way'],
    [notBegun.length, 'not begun'],
  ].filter(([count]) => count);
  const head = aborted ? 'providing was aborted' : 'not all was provided';
  return [
    `${head}: ${counts.map(([count, word]) => `${count} ${word}`).join(', ')}`,
    ...failures.map(
      ({ diagnostic }) => `${place(diagnostic)}${diagnostic.message}`,
    ),
  ].join('\n');
}

function place({ workload, path, position }: Diagnostic): string {
  if (!position) return `${workload}: ${formatPath(path)}: `;
  const { file = workload, line, column } = position;
  return `${file}:${line}:${column}: `;
}
