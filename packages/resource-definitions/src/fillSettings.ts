import { formatPath, type PathSegment } from '@towpath/score';
import { compiledOf, type CompiledDefinition } from './compileDefinition';
import { isMap } from './json';
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
  const filling: Filling = {
    templates: compiledOf(definition).templates,
    variables: variablesOf(context),
    problems: [],
  };
  const settings = fill(definition.settings, ['settings'], filling);
  const { problems } = filling;
  return problems.length > 0
    ? { problems }
    : { settings: settings as Record<string, unknown>, problems: [] };
}

interface Filling extends Pick<CompiledDefinition, 'templates'> {
  variables: Record<string, unknown>;
  problems: SettingProblem[];
}

function fill(value: unknown, path: PathSegment[], filling: Filling): unknown {
  if (typeof value === 'string') return fillText(value, path, filling);
  if (Array.isArray(value)) {
    return value.map((item, at) => fill(item, [...path, at], filling));
  }
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      fill(item, [...path, key], filling),
    ]),
  );
}

function fillText(
  text: string,
  path: PathSegment[],
  { templates, variables, problems }: Filling,
): unknown {
  const template = templates.get(text);
  if (!template) return text;
  const result = template.evaluate(variables);
  if ('value' in result) return result.value;
  problems.push({ path: formatPath(path), message: result.error });
  return undefined;
}
