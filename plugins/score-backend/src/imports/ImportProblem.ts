import type { DefinitionProblem } from '@towpath/resource-definitions';
import type { ImportEntry } from '../model/ImportEntry';

/** Of which resource an entry speaks, as far as it can be told. */
export type ImportTarget = Partial<
  Pick<ImportEntry, 'service' | 'environment' | 'resource'>
>;

/** Something wrong with a file of imports. */
export interface ImportProblem extends DefinitionProblem {
  /** Of all entries of the file, as none of them holds. */
  targets: ImportTarget[];
}

const REFERENCE = /^[^:/]+:[^:/]+\/[^:/]+$/;

/** What can be told of a document that may be anything. What is not written as it has to be tells nothing. */
export function targetOf(value: unknown): ImportTarget {
  const { service, environment, resource } = Object(value);
  const textOf = (field: unknown) =>
    typeof field === 'string' ? field : undefined;
  return {
    service: REFERENCE.test(service) ? service : undefined,
    environment: textOf(environment),
    resource: textOf(resource),
  };
}
