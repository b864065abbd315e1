import {
  CompoundEntityRef,
  Entity,
  KubernetesValidatorFunctions,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ENVIRONMENT_API_VERSION,
  ENVIRONMENT_KIND,
  environmentJsonSchema,
  EnvironmentEntityV1alpha1,
  getEnvironmentOwner,
  getPromotionSource,
} from '@towpath/plugin-environment-common';
import Ajv, { ErrorObject } from 'ajv';
import { didYouMean } from './didYouMean';

const FIELDS = environmentJsonSchema.properties.spec.properties;
const TIERS = FIELDS.tier.enum;
const REQUIRED = environmentJsonSchema.properties.spec.required;

/** What to write, by the path of the field that is wrong. */
const WAYS_OUT: Record<string, string> = {
  apiVersion: `Write "${ENVIRONMENT_API_VERSION}".`,
  kind: `Write "${ENVIRONMENT_KIND}".`,
  spec: `Give it the fields ${REQUIRED.join(', ')}.`,
  'spec.type': 'Say what the environment is made of, such as "kubernetes".',
  'spec.owner':
    'Name the group or user who answers for the environment, such as "group:default/platform-team".',
  'spec.tier': `Use one of ${TIERS.join(', ')}.`,
  'spec.promotesFrom':
    'Name the environment that versions come from, such as "environment:default/staging", or leave the field out when it is the first.',
};

const validate = new Ajv({ allErrors: true }).compile(environmentJsonSchema);

/**
 * All that is wrong with an Environment taken by itself: one sentence or two
 * for each problem, with the field, its value and the way out. Whether the
 * owner and the source exist is not asked: they may come into the catalog later.
 */
export function findEnvironmentProblems(entity: Entity): string[] {
  if (!validate(entity)) {
    return (validate.errors ?? []).map(error => describe(error, entity));
  }
  const environment = entity as EnvironmentEntityV1alpha1;
  return [
    ...findOwnerProblems(environment),
    ...findPromotionSourceProblems(environment),
  ];
}

function describe(error: ErrorObject, entity: Entity): string {
  const path = error.instancePath.slice(1).replace(/\//g, '.');
  if (error.keyword === 'required') {
    const field = [path, error.params.missingProperty]
      .filter(Boolean)
      .join('.');
    return `${field} is missing. ${WAYS_OUT[field]}`;
  }
  if (error.keyword === 'additionalProperties') {
    return describeUnknownField(error.params.additionalProperty);
  }
  const value = valueAt(path, entity);
  const hint = error.keyword === 'enum' ? didYouMean(value, TIERS) : '';
  return `${describeValue(path, value)} ${WAYS_OUT[path]}${hint}`;
}

function describeUnknownField(field: string): string {
  const known = Object.keys(FIELDS);
  return `spec.${field} is not a field of an Environment. Use ${known.join(
    ', ',
  )}.${didYouMean(field, known)}`;
}

function findOwnerProblems(environment: EnvironmentEntityV1alpha1): string[] {
  const owner = tryParse(() => getEnvironmentOwner(environment));
  return owner && ['group', 'user'].includes(owner.kind.toLowerCase())
    ? []
    : [refuse('spec.owner', environment.spec.owner)];
}

function findPromotionSourceProblems(
  environment: EnvironmentEntityV1alpha1,
): string[] {
  const { promotesFrom } = environment.spec;
  if (promotesFrom === undefined) {
    return [];
  }
  const source = tryParse(() => getPromotionSource(environment));
  if (source?.kind.toLowerCase() !== ENVIRONMENT_KIND.toLowerCase()) {
    return [refuse('spec.promotesFrom', promotesFrom)];
  }
  if (stringifyEntityRef(source) === stringifyEntityRef(environment)) {
    return [
      refuse('spec.promotesFrom', promotesFrom, 'the environment itself'),
    ];
  }
  return [];
}

function refuse(path: string, value: string, remark?: string): string {
  return `${describeValue(path, value, remark)} ${WAYS_OUT[path]}`;
}

function describeValue(path: string, value: unknown, remark?: string): string {
  const written = JSON.stringify(value);
  return remark
    ? `${path} is ${written}, ${remark}.`
    : `${path} is ${written}.`;
}

/** The reference, or undefined when it is malformed or names nothing valid. */
function tryParse(
  parse: () => CompoundEntityRef | undefined,
): CompoundEntityRef | undefined {
  try {
    const ref = parse();
    return ref &&
      KubernetesValidatorFunctions.isValidObjectName(ref.name) &&
      KubernetesValidatorFunctions.isValidNamespace(ref.namespace)
      ? ref
      : undefined;
  } catch {
    return undefined;
  }
}

function valueAt(path: string, entity: Entity): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as any)[key], entity);
}
