import { ConflictError, InputError } from '@backstage/errors';
import type {
  DeploymentSource,
  DeploymentState,
} from '@towpath/plugin-environment-common';

/** The source of an application that a version is written into. */
export interface ChosenSource {
  source: DeploymentSource;
  /** Counted from 0. */
  index: number;
}

/**
 * The only source of an application, or the one that `spec.delivery.source` of the environment names
 * by index, counted from 0, or by name.
 *
 * @throws ConflictError when there is none, InputError when it is not clear which.
 */
export function chooseSource(
  { application, environment, sources }: DeploymentState,
  chosen: number | string | undefined,
): ChosenSource {
  if (sources.length === 0) {
    throw new ConflictError(
      `Application "${application.name}" has no source in Git, so nothing can be written for ${environment}`,
    );
  }
  if (chosen === undefined && sources.length > 1) {
    throw new InputError(
      `Application "${application.name}" has ${sources.length} sources. Name the one to write to by spec.delivery.source of the environment ${environment}`,
    );
  }
  const index =
    typeof chosen === 'string'
      ? sources.findIndex(({ name, ref }) => name === chosen || ref === chosen)
      : chosen ?? 0;
  const source = sources[index];
  if (!source) {
    throw new InputError(
      `spec.delivery.source "${chosen}" of the environment ${environment} is none of the ${sources.length} sources of application "${application.name}"`,
    );
  }
  return { source, index };
}
