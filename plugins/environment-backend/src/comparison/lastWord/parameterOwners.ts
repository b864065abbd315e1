import { ConflictError } from '@backstage/errors';
import type { Application } from '@towpath/argocd';
import type { DeliveryTarget } from '../../model/PromotionPlan';
import { nameOfSource } from '../../feed/notUnderstood';
import { nameOf, type Layer, type Look } from './Look';

/** Finds another application of the same instance; undefined when there is none, or nobody may see it. */
export type FindApplication = (
  name: string,
  namespace?: string,
) => Promise<Application | undefined>;

/** Set to `ours` on an application whose owner leaves its parameters alone. */
const PARAMETERS_ANNOTATION = 'towpath.dev/parameters';
const TRACKING_ANNOTATION = 'argocd.argoproj.io/tracking-id';

type ParameterTarget = Extract<DeliveryTarget, { type: 'parameter' }>;

/**
 * Looks for what has the last word over parameters of an application.
 *
 * @returns what may have it, and is not understood
 * @throws ConflictError when something else sets them
 */
export async function requireOwnParameters(
  { application, index }: Look,
  target: ParameterTarget,
  [own, ...files]: Layer[],
  find: FindApplication,
): Promise<string[]> {
  for (const { where, source } of files) {
    const field = target.images ? 'kustomize.images' : 'helm.parameters';
    const list = target.images
      ? source.kustomize?.images
      : source.helm?.parameters;
    if (list) throw setElsewhere(application, `${where} has ${field}`);
  }
  requireOnce(application, nameOfSource(application.spec, index), target, own);
  const { annotations = {} } = application.metadata;
  return annotations[PARAMETERS_ANNOTATION] === 'ours'
    ? []
    : requireNoOwner(application, find);
}

function requireOnce(
  application: Application,
  name: string,
  { parameters = {} }: ParameterTarget,
  { source: { helm } }: Layer,
): void {
  const files = helm?.fileParameters;
  for (const wanted of Object.keys(parameters)) {
    const isWanted = (one: { name: string }) => one.name === wanted;
    if ((helm?.parameters ?? []).filter(isWanted).length > 1) {
      throw setElsewhere(application, `${name} has ${wanted} twice`);
    }
    if (Array.isArray(files) && files.some(isWanted)) {
      throw setElsewhere(
        application,
        `${name}.helm.fileParameters has ${wanted}`,
      );
    }
  }
}

async function requireNoOwner(
  application: Application,
  find: FindApplication,
): Promise<string[]> {
  const { metadata } = application;
  const set = metadata.ownerReferences?.find(
    ({ kind }) => kind === 'ApplicationSet',
  );
  if (set) {
    throw setElsewhere(
      application,
      `the ApplicationSet "${set.name}" makes it and sets its parameters back`,
    );
  }
  const parent = parentOf(metadata.annotations?.[TRACKING_ANNOTATION]);
  if (!parent) return [];
  const found = await find(parent.name, parent.namespace);
  const words = `Application "${parent.name}", which makes it,`;
  if (!found) return [`whether ${words} sets its parameters back`];
  if (found.spec.syncPolicy?.automated?.selfHeal) {
    throw setElsewhere(
      application,
      `${words} heals itself and sets its parameters back`,
    );
  }
  return [`when ${words} sets its parameters back: at its next sync`];
}

/** `apps:argoproj.io/Application:argocd/shop`, or `argocd_apps:…` where it is in a namespace of its own. */
function parentOf(tracking: string | undefined) {
  const [, name] =
    /^([^:]+):argoproj\.io\/Application:/.exec(tracking ?? '') ?? [];
  if (!name) return undefined;
  const [namespace, own] = name.includes('_')
    ? name.split('_')
    : [undefined, name];
  return { name: own, namespace };
}

function setElsewhere(application: Application, why: string): ConflictError {
  return new ConflictError(
    `A parameter of ${nameOf(
      application,
    )} would not stay: ${why}. Change it there, or deliver by Git (spec.delivery.strategy)${
      /sets its parameters back$/.test(why)
        ? `; where parameters are left alone there, annotate the application with ${PARAMETERS_ANNOTATION}: ours`
        : ''
    }`,
  );
}
