import { ConflictError } from '@backstage/errors';
import {
  readParameters,
  restoreParameters,
  withParameters,
  type ArgoCdInstances,
  type ParameterValues,
} from '@towpath/argocd';
import type { ApplicationTarget } from '@towpath/delivery';
import {
  done,
  wait,
  type StepContext,
  type StepResult,
} from '@towpath/workflow';
import type { PromotionPlan } from '../model/PromotionPlan';
import type { DeliveryState, PromotionInput } from '../model/runs';

/**
 * Sets the version as a parameter of the application. Called twice: what is there is kept first,
 * since after the first write it is gone.
 *
 * @throws ConflictError when somebody else changed it at the same moment.
 */
export async function setParameters(
  instances: ArgoCdInstances,
  { state, signal, now }: StepContext<PromotionInput, DeliveryState>,
  { application, target }: PromotionPlan,
): Promise<StepResult<DeliveryState>> {
  if (target.type !== 'parameter') return done();
  const client = instances.get(application.instance);
  const { spec } = await client.get(application, { signal });
  const wanted = withParameters(spec, target);
  if (!state.parameter) {
    const parameter = {
      before: readParameters(spec, target),
      after: readParameters(wanted, target),
    };
    return wait({
      until: now(),
      reason: 'What the parameter was before is recorded',
      output: { parameter },
    });
  }
  if (wanted !== spec) {
    const written = await client.updateSpec(application, wanted, { signal });
    requireOurs(withParameters(written, target) === written, application);
  }
  return done();
}

/**
 * Sets the parameters to what they were before.
 *
 * @throws ConflictError when they are not what was set any more.
 */
export async function unsetParameters(
  instances: ArgoCdInstances,
  application: ApplicationTarget,
  change: {
    before: ParameterValues;
    after: ParameterValues;
    sourcePosition?: number;
  },
  signal: AbortSignal,
): Promise<void> {
  const { before, after, sourcePosition } = change;
  const client = instances.get(application.instance);
  const { spec } = await client.get(application, { signal });
  const now = readValues(spec, after, sourcePosition);
  if (same(now, before)) return;
  requireUnchanged(now, after, application);
  await client.updateSpec(
    application,
    restoreParameters(spec, before, sourcePosition),
    { signal },
  );
}

type Spec = Parameters<typeof readParameters>[0];

/** What the parameters of a change are now. */
export function readValues(
  spec: Spec,
  { parameters, images }: ParameterValues,
  sourcePosition?: number,
): ParameterValues {
  return readParameters(spec, {
    parameters: Object.fromEntries(
      Object.keys(parameters).map(name => [name, '']),
    ),
    images: Object.keys(images),
    sourcePosition,
  });
}

function same(a: ParameterValues, b: ParameterValues): boolean {
  return (['parameters', 'images'] as const).every(kind =>
    Object.keys(b[kind]).every(name => a[kind][name] === b[kind][name]),
  );
}

/** @throws ConflictError that names a parameter which is not what was set. */
export function requireUnchanged(
  now: ParameterValues,
  after: ParameterValues,
  application: ApplicationTarget,
) {
  for (const kind of ['parameters', 'images'] as const) {
    for (const [name, value] of Object.entries(after[kind])) {
      if (now[kind][name] !== value) {
        throw new ConflictError(
          `Parameter ${name} of application "${application.name}" is ${
            now[kind][name] ?? 'not set'
          } and not ${value} any more, so it is not set back. Change it by hand`,
        );
      }
    }
  }
}

function requireOurs(isOurs: boolean, application: ApplicationTarget) {
  if (isOurs) return;
  // There is no lock in Argo CD: the answer shows who won.
  throw new ConflictError(
    `Somebody else changed application "${application.name}" at the same moment. Try again`,
  );
}
