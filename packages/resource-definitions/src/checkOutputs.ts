import {
  placeholdersOf,
  refParts,
  suggest,
  type Diagnostic,
  type PathSegment,
  type ReadFindings,
  type ResourcePlan,
  type ResourceUid,
  type Workload,
} from '@towpath/score';
import { outputsFor } from './outputsFor';
import type { OutputDefinition, ResourceDefinition } from './types';

type Problem = Pick<Diagnostic, 'message'> & { fix: string };

/** What a part of a placeholder may be; others are refused when the file is read. */
const PART = /^[A-Za-z0-9_.-]+$/;

/**
 * Finds placeholders of a workload that name an output which nobody gives out: `${resources.db.hots}`.
 *
 * @param definitionOf - the definition that provides a resource; undefined where there is none, which is said elsewhere.
 * @param options.positionOf - that of the file, for positions.
 */
export function checkOutputs(
  workload: Workload,
  plan: ResourcePlan,
  definitionOf: (uid: ResourceUid) => ResourceDefinition | undefined,
  { positionOf }: Partial<Pick<ReadFindings, 'positionOf'>> = {},
): Diagnostic[] {
  return placeholdersOf(workload).flatMap(({ path, ref }) => {
    const [root, name, ...keys] = refParts(ref);
    if (root !== 'resources' || !keys.length || !keys.every(isPart)) return [];
    const uid = plan.uidOf(workload.metadata.name, name);
    if (uid === undefined) return [];
    const definition = definitionOf(uid);
    if (!definition || definition.openOutputs) return [];
    const outputs = outputsFor(definition, plan.resource(uid)?.params);
    const whose = `${name} (${definition.type})`;
    const problem = problemOf(outputs, whose, name, keys);
    return problem ? [diagnostic(workload, path, problem, positionOf)] : [];
  });
}

function isPart(text: string): boolean {
  return PART.test(text);
}

function problemOf(
  outputs: Record<string, OutputDefinition>,
  whose: string,
  name: string,
  [key, ...below]: string[],
): Problem | undefined {
  if (Object.hasOwn(outputs, key)) {
    return below.length > 0 && !['object', 'any'].includes(outputs[key].type)
      ? {
          message: `the output ${key} of ${whose} has nothing below it`,
          fix: `write \${resources.${name}.${key}}`,
        }
      : undefined;
  }
  const meant = suggest(key, Object.keys(outputs));
  return {
    message: `there is no output ${key} of ${whose}`,
    fix: meant ? `did you mean ${meant}?` : whatThereIs(outputs),
  };
}

function whatThereIs(outputs: Record<string, OutputDefinition>): string {
  const names = Object.keys(outputs);
  return names.length > 0
    ? `it gives out ${names.join(', ')}`
    : 'it gives nothing out';
}

function diagnostic(
  workload: Workload,
  path: PathSegment[],
  { message, fix }: Problem,
  positionOf: ReadFindings['positionOf'] | undefined,
): Diagnostic {
  const position = positionOf?.(path);
  return {
    severity: 'error',
    code: 'placeholder/unknown-output',
    message,
    workload: workload.metadata.name,
    path,
    ...(position ? { position } : {}),
    fix: { text: fix, automatic: false },
  };
}
