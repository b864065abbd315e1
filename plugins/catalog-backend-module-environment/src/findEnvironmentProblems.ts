import {
  CompoundEntityRef,
  Entity,
  KubernetesValidatorFunctions,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  DELIVERY_MODES,
  DELIVERY_STRATEGIES,
  ENVIRONMENT_API_VERSION,
  ENVIRONMENT_KIND,
  type DeliveryStrategy,
  type EnvironmentDelivery,
  environmentJsonSchema,
  EnvironmentEntityV1alpha1,
  getEnvironmentOwner,
  getPromotionSource,
} from '@towpath/plugin-environment-common';
import { RecurringFreeze } from '@towpath/plugin-environment-node';
import Ajv, { ErrorObject } from 'ajv';
import { didYouMean } from './didYouMean';

const TIERS = environmentJsonSchema.properties.spec.properties.tier.enum;
const REQUIRED = environmentJsonSchema.properties.spec.required;

type DeliveryField = keyof EnvironmentDelivery;

const DURATION =
  'Write how long it holds in weeks, days, hours and minutes, such as "PT62H" or { hours: 62 }.';

/** What to write, by the path of the field that is wrong; `[]` stands for any place in a list. */
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
  'spec.argocd':
    'Give it the fields instance, application, applications, projects.',
  'spec.argocd.instance':
    'Name an Argo CD instance of the configuration, or leave the field out when there is one.',
  'spec.argocd.application':
    'Say how the application of a service is named, such as "{service}-{environment}".',
  'spec.argocd.applications':
    'Write the application of each service, such as { payment-service: argocd/payments-live }.',
  'spec.argocd.projects':
    'Write the owners of each project, such as { finance: ["group:default/finance"] }.',
  'spec.gates': 'Write a list; each gate has a type, such as soak.',
  'spec.gates[]':
    'Write a gate with its type, such as { type: soak, minutes: 30 }.',
  'spec.gates[].type':
    'Name a type of gate, such as soak, approval, required-check or rule.',
  'spec.freezes':
    'Write a list; each freeze has schedule, duration, timeZone and reason.',
  'spec.freezes[]': 'Give it the fields schedule, duration, timeZone, reason.',
  'spec.freezes[].schedule':
    'Write when it begins as cron in five fields, such as "0 18 * * FRI".',
  'spec.freezes[].duration': DURATION,
  'spec.freezes[].duration.weeks': DURATION,
  'spec.freezes[].duration.days': DURATION,
  'spec.freezes[].duration.hours': DURATION,
  'spec.freezes[].duration.minutes': DURATION,
  'spec.freezes[].timeZone': 'Name a time zone, such as "Europe/Berlin".',
  'spec.freezes[].reason': 'Say why, for those whom it holds up.',
  'spec.promotion':
    'Give it the fields auto, rollbackOnFailure, healthTimeout.',
  'spec.promotion.auto': 'Write true or false.',
  'spec.promotion.rollbackOnFailure': 'Write true or false.',
  'spec.promotion.healthTimeout': 'Write a number of minutes above 0.',
  'spec.delivery':
    'Give it the fields strategy, mode, file, path, parameter, source.',
  'spec.delivery.strategy': `Use one of ${DELIVERY_STRATEGIES.join(', ')}.`,
  'spec.delivery.mode': `Use one of ${DELIVERY_MODES.join(', ')}.`,
  'spec.delivery.file':
    'Write the path of a file in the repository, such as "apps/{service}/{environment}/values.yaml".',
  'spec.delivery.path': 'Write where in the file, such as "image.tag".',
  'spec.delivery.parameter':
    'Write the name of a parameter of the application, such as "image.tag".',
  'spec.delivery.source':
    'Write which source of the application, by its index from 0 or its name.',
};

/** Below these the names are anybody's. */
const OF_A_MAP = /^(spec\.argocd\.(?:applications|projects))\..*/;

/** What each strategy has to be told, beside what it finds out. */
const DELIVERY_NEEDS: Partial<Record<DeliveryStrategy, DeliveryField[]>> = {
  'helm-value': ['path'],
  'yaml-path': ['file', 'path'],
  'argocd-parameter': ['parameter'],
};

const validate = new Ajv({
  allErrors: true,
  verbose: true,
  allowUnionTypes: true,
}).compile(environmentJsonSchema);

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
    ...findFreezeProblems(environment),
    ...findDeliveryProblems(environment),
  ];
}

function describe(error: ErrorObject, entity: Entity): string {
  const keys = error.instancePath.split('/').slice(1).map(fromPointer);
  const path = showPath(keys);
  if (error.keyword === 'required') {
    const field = [path, error.params.missingProperty]
      .filter(Boolean)
      .join('.');
    return `${field} is missing. ${wayOut(field)}`;
  }
  if (error.keyword === 'additionalProperties') {
    return describeUnknownField(path, error);
  }
  const value = valueAt(keys, entity);
  const words: string[] = error.params.allowedValues ?? [];
  const hint = words.length > 1 ? didYouMean(value, words) : '';
  return `${describeValue(path, value)} ${wayOut(path)}${hint}`;
}

function describeUnknownField(
  path: string,
  { params, parentSchema }: ErrorObject,
): string {
  const field = params.additionalProperty;
  const known = Object.keys(parentSchema?.properties ?? {});
  const what = path === 'spec' ? 'an Environment' : path;
  return `${path}.${field} is not a field of ${what}. Use ${known.join(
    ', ',
  )}.${didYouMean(field, known)}`;
}

/** Keys as people write them: `spec.gates[0].type`. */
function showPath(keys: string[]): string {
  return keys
    .map(key => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1);
}

/** JSON pointers write `/` and `~` of a key otherwise. */
function fromPointer(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

function wayOut(path: string): string {
  return WAYS_OUT[path.replace(/\[\d+\]/g, '[]').replace(OF_A_MAP, '$1')];
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

/** What the schema cannot see: schedules that never come, and time zones that are none. */
function findFreezeProblems({ spec }: EnvironmentEntityV1alpha1): string[] {
  return (spec.freezes ?? []).flatMap((freeze, index) => {
    try {
      return new RecurringFreeze(freeze) && [];
    } catch (error) {
      return [`spec.freezes[${index}].${(error as Error).message}`];
    }
  });
}

function findDeliveryProblems({ spec }: EnvironmentEntityV1alpha1): string[] {
  const { delivery = {} } = spec;
  const { strategy = DELIVERY_STRATEGIES[0] } = delivery;
  const needs = DELIVERY_NEEDS[strategy] ?? [];
  return needs
    .filter(field => delivery[field] === undefined)
    .map(field => {
      const path = `spec.delivery.${field}`;
      return `${path} is missing, which ${strategy} needs. ${wayOut(path)}`;
    });
}

function refuse(path: string, value: string, remark?: string): string {
  return `${describeValue(path, value, remark)} ${wayOut(path)}`;
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

function valueAt(keys: string[], entity: Entity): unknown {
  return keys.reduce<unknown>((value, key) => (value as any)[key], entity);
}
