import type { Diagnostic } from '../../diagnostics/diagnostic';
import { compareText, sortDiagnostics } from '../../diagnostics/diagnostic';
import { planResources } from '../../resources/plan';
import type { ResourcePlan } from '../../resources/plan';
import type { KnownOutputs } from '../../resources/provide';
import type { Workload } from '../../types';
import type { ReadSource } from '../fileContent';
import { knownOutputs } from '../knownOutputs';
import type { Known } from '../knownOutputs';
import type { Images, MissingImage } from '../images';
import { fitName } from '../names';
import { Needs } from '../needs';
import type { Need } from '../needs';
import { Problems } from '../problems';
import type { UnknownOutputs } from '../scope';
import { renderScope } from '../scope';
import {
  annotation,
  INSTANCE_LABEL,
  KIND_ANNOTATION,
  MANAGED_BY_LABEL,
  NAME_LABEL,
  WORKLOAD_NAME_ANNOTATION,
} from './labels';
import { withoutRepeats } from './objects';
import type { KubernetesObject } from './objects';
import { settingsFor } from './profile';
import type { KubernetesProfile, ProfileSettings } from './profile';
import type { Names, ObjectMeta, Rendering } from './rendering';
import { renderWorkload } from './renderWorkload';
import {
  checkedServiceName,
  serviceReach,
  startingWithLetter,
} from './serviceName';

/**
 * What rendering to any target needs beside the workloads.
 *
 * @public
 */
export interface RenderOptions {
  /** What resources gave out, by uid. */
  outputs?: KnownOutputs;
  /** Default `error`. */
  unknownOutputs?: UnknownOutputs;
  images?: Images;
  /** Default `error`. */
  missingImage?: MissingImage;
  /** Reads what a file's `source` names; without it a `source` is an error. */
  readSource?: ReadSource;
}

/** @public */
export interface KubernetesOptions extends RenderOptions {
  /** Default: one that sets nothing. */
  profile?: KubernetesProfile;
  /** The tier of the environment, of which a profile may have settings. */
  tier?: string;
  namespace?: string;
  /** Objects that provisioners made, to go first. */
  manifests?: KubernetesObject[];
}

/** @public */
export interface KubernetesResult {
  /** Nothing unless there is no error. Sorted by workload. */
  objects: KubernetesObject[];
  /** What the objects refer to and nobody has provided, by kind and name. */
  needs: Need[];
  diagnostics: Diagnostic[];
}

/**
 * Renders workloads to Kubernetes objects: a Deployment or StatefulSet each,
 * with its Services and files. The same input gives the same output, byte for
 * byte. Whatever cannot be rendered is an error; nothing is left out silently.
 *
 * @public
 */
export function renderKubernetes(
  workloads: Workload[],
  options: KubernetesOptions = {},
): KubernetesResult {
  const plan = planResources(workloads);
  const sorted = [...workloads].sort((a, b) =>
    compareText(a.metadata.name, b.metadata.name),
  );
  const known = knownOutputs(workloads, plan, options, serviceReach);
  const needs = new Needs();
  const diagnostics = [
    ...plan.diagnostics,
    ...known.diagnostics,
    ...checkNamespace(options.namespace),
  ];
  const rendered = sorted.flatMap(workload => {
    const problems = new Problems(workload.metadata.name);
    const objects = renderWorkload(
      renderingOf(workload, { plan, known, needs, problems }, options),
    );
    diagnostics.push(...problems.diagnostics);
    return objects;
  });
  const unique = withoutRepeats([...(options.manifests ?? []), ...rendered]);
  const all = sortDiagnostics([...diagnostics, ...unique.diagnostics]);
  const broken = all.some(({ severity }) => severity === 'error');
  return {
    objects: broken ? [] : unique.objects,
    needs: broken ? [] : needs.list(),
    diagnostics: all,
  };
}

/** What the renderings of one call share, and where one says its problems. */
interface Shared {
  plan: ResourcePlan;
  known: Known;
  needs: Needs;
  problems: Problems;
}

function renderingOf(
  workload: Workload,
  { plan, known, needs, problems }: Shared,
  options: KubernetesOptions,
): Rendering {
  const { missingImage = 'error', profile = {} } = options;
  const { outputs, unknownOutputs } = known;
  const settings = settingsFor(profile, options.tier);
  const kind = kindOf(workload, problems);
  const names = namesOf(workload, kind, problems);
  return {
    workload,
    kind,
    names,
    settings,
    scope: renderScope(workload, { plan, outputs, unknownOutputs, needs }),
    plan,
    outputs,
    unknownOutputs,
    needs,
    images: options.images,
    missingImage,
    readSource: options.readSource,
    problems,
    meta: metaOf(workload, names, settings, options.namespace),
  };
}

function kindOf(workload: Workload, problems: Problems): Rendering['kind'] {
  const kind = annotation(workload, KIND_ANNOTATION) ?? 'Deployment';
  if (kind === 'Deployment' || kind === 'StatefulSet') return kind;
  problems.error({
    code: 'render/kind',
    message: `${KIND_ANNOTATION} is ${JSON.stringify(kind)}`,
    path: ['metadata', 'annotations', KIND_ANNOTATION],
    fix: 'write Deployment or StatefulSet',
  });
  return 'Deployment';
}

/** What keeps a text from being a namespace; undefined when it is one. */
export function namespaceProblem(namespace: string): string | undefined {
  return /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)
    ? undefined
    : `${JSON.stringify(
        namespace,
      )} is no namespace; write 1 to 63 of a-z, 0-9 and "-", with neither end a "-"`;
}

function checkNamespace(namespace: string | undefined): Diagnostic[] {
  const problem =
    namespace === undefined ? undefined : namespaceProblem(namespace);
  if (problem === undefined) return [];
  return [
    { severity: 'error', code: 'render/namespace', message: problem, path: [] },
  ];
}

/** A StatefulSet's name and a hash of 10 go into a label of at most 63. */
const LONGEST_STATEFUL_SET = 52;

function namesOf(
  workload: Workload,
  kind: Rendering['kind'],
  problems: Problems,
): Names {
  const { name } = workload.metadata;
  const longest = kind === 'StatefulSet' ? LONGEST_STATEFUL_SET : 63;
  return {
    workload: fitName(name, longest),
    service: checkedServiceName(workload, problems),
    headless: fitName(startingWithLetter(`${name}-headless-svc`), 63),
    instance: name,
  };
}

function metaOf(
  workload: Workload,
  names: Names,
  settings: ProfileSettings,
  namespace: string | undefined,
): Rendering['meta'] {
  const { name: workloadName } = workload.metadata;
  return (name): ObjectMeta => ({
    name,
    ...(namespace === undefined ? {} : { namespace }),
    labels: {
      [MANAGED_BY_LABEL]: 'towpath',
      ...settings.labels,
      [NAME_LABEL]: workloadName,
      [INSTANCE_LABEL]: names.instance,
    },
    annotations: {
      ...settings.annotations,
      [WORKLOAD_NAME_ANNOTATION]: workloadName,
    },
  });
}
