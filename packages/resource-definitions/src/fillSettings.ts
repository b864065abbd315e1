import { formatPath } from '@towpath/score';
import { compiledOf } from './compileDefinition';
import type { ResourceContext, ResourceDefinition } from './types';
import { variablesOf } from './variables';

/** Why a setting could not be filled in. */
export interface SettingProblem {
  /** Such as `settings.server`. */
  path: string;
  message: string;
}

/** Settings as a driver takes them; there are none while there is a problem. */
export type FilledSettings =
  | { settings: Record<string, unknown>; problems: [] }
  | { settings?: undefined; problems: SettingProblem[] };

/**
 * The settings of a definition with every `${…}` filled in, from params that `checkParams` has been over. What is put
 * in is never read as an expression again.
 */
export function fillSettings(
  definition: ResourceDefinition,
  context: ResourceContext,
): FilledSettings {
  const { settings } = compiledOf(definition);
  const { value, problems } = settings.fill(variablesOf(context));
  if (problems.length === 0) {
    return { settings: value as Record<string, unknown>, problems: [] };
  }
  return {
    problems: problems.map(({ path, message }) => ({
      path: formatPath(['settings', ...path]),
      message,
    })),
  };
}
