import type {
  JsonSchema,
  OutputDefinition,
  ResourceDefinition,
  SharingDefinition,
} from '../types';
import { compareSpecificity } from './specificity';

/** What Score files can ask for under one type and class. */
export interface ResourceType {
  type: string;
  /** `*` for what is given to every class that has none of its own. */
  class: string;
  /** Of the most general definition, as are description, params and example. */
  title: string;
  description?: string;
  params?: JsonSchema;
  example?: string;
  /** Those that each of its definitions gives out. */
  outputs: Record<string, OutputDefinition>;
  /** Names, the most specific first. */
  definitions: string[];
  /** Of those that are shared, in the same order: who else may use what each provides. */
  sharing: (SharingDefinition & { definition: string })[];
}

/** The types that Score files can ask for, sorted by type and class. */
export function listTypes(
  definitions: readonly ResourceDefinition[],
): ResourceType[] {
  const groups = new Map<string, ResourceDefinition[]>();
  for (const definition of definitions) {
    if (definition.broughtOnly) continue;
    const key = `${definition.type} ${definition.class ?? 'default'}`;
    groups.set(key, [...(groups.get(key) ?? []), definition]);
  }
  return [...groups.keys()].sort().map(key => describe(groups.get(key)!));
}

function describe(group: ResourceDefinition[]): ResourceType {
  const sorted = [...group].sort(compareSpecificity);
  const general = sorted[sorted.length - 1];
  const { type, class: kind = 'default', title } = general;
  const { description, params, example } = general;
  return {
    type,
    class: kind,
    title,
    description,
    params,
    example,
    outputs: Object.fromEntries(
      Object.entries(general.outputs).filter(([name]) =>
        sorted.every(({ outputs }) => Object.hasOwn(outputs, name)),
      ),
    ),
    definitions: sorted.map(({ name }) => name),
    sharing: sorted.flatMap(({ name, sharing }) =>
      sharing ? [{ definition: name, ...sharing }] : [],
    ),
  };
}
