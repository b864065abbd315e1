import {
  ANNOTATION_EDIT_URL,
  ANNOTATION_VIEW_URL,
  parseEntityRef,
  RELATION_CONSUMES_API,
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { AlphaEntity } from '@backstage/catalog-model/alpha';
import type { State } from '@towpath/ui';
import { hasDocs, type Owned } from '@towpath/home-react';

/** One thing that is not right about something owned, and the way on. */
export interface Attention {
  entity: Entity;
  state: State;
  /** The state in the words of the place. */
  label: string;
  /** Why. */
  reason: string;
  next: NextStep;
}

/** A step within the portal, or at an address outside it. */
export type NextStep =
  | { label: string; entityRef: string }
  | { label: string; url: string };

type Check = (entity: Entity, owned: Owned) => Attention[];

const openEntity = (entity: Entity, label: string): NextStep => ({
  label,
  entityRef: stringifyEntityRef(entity),
});

const editDescription = (entity: Entity): NextStep => {
  const { annotations } = entity.metadata;
  const url =
    annotations?.[ANNOTATION_EDIT_URL] ?? annotations?.[ANNOTATION_VIEW_URL];
  return url
    ? { label: 'Edit catalog-info.yaml', url }
    : openEntity(entity, 'See where it comes from');
};

const catalogErrors: Check = entity =>
  ((entity as AlphaEntity).status?.items ?? [])
    .filter(item => item.level === 'error')
    .slice(0, 1)
    .map(item => ({
      entity,
      state: 'degraded',
      label: 'Catalog error',
      reason: item.message,
      next: openEntity(entity, 'Read the error'),
    }));

const orphans: Check = entity =>
  entity.metadata.annotations?.['backstage.io/orphan'] === 'true'
    ? [
        {
          entity,
          state: 'suspended',
          label: 'Orphaned',
          reason: 'The file that described it is gone or no longer says so.',
          next: openEntity(entity, 'Remove it or restore the file'),
        },
      ]
    : [];

const missingRelations: Check = (entity, { related }) => {
  const missing = (entity.relations ?? [])
    .map(relation => relation.targetRef)
    .filter(ref => related.has(ref) && related.get(ref) === undefined);
  if (missing.length === 0) {
    return [];
  }
  return [
    {
      entity,
      state: 'missing',
      label: 'Missing relation',
      reason: `The catalog does not know ${[...new Set(missing)].join(', ')}.`,
      next: editDescription(entity),
    },
  ];
};

const isDeprecated = (entity?: Entity): boolean =>
  entity?.spec?.lifecycle === 'deprecated';

const deprecatedDependencies: Check = (entity, { related }) =>
  (entity.relations ?? [])
    .filter(({ type }) =>
      [RELATION_DEPENDS_ON, RELATION_CONSUMES_API].includes(type),
    )
    .filter(({ targetRef }) => isDeprecated(related.get(targetRef)))
    .map(({ targetRef }) => {
      const { name } = parseEntityRef(targetRef);
      return {
        entity,
        state: 'degraded' as const,
        label: 'Deprecated dependency',
        reason: `Uses ${name}, which is deprecated.`,
        next: { label: `See ${name}`, entityRef: targetRef },
      };
    });

const missingDocs: Check = entity =>
  entity.kind === 'Component' && !isDeprecated(entity) && !hasDocs(entity)
    ? [
        {
          entity,
          state: 'missing',
          label: 'No docs',
          reason: 'Nobody can read how to run it or call it.',
          next: editDescription(entity),
        },
      ]
    : [];

const checksBySeverity: Check[] = [
  catalogErrors,
  orphans,
  missingRelations,
  deprecatedDependencies,
  missingDocs,
];

/** What needs attention among the things owned, the most serious first. */
export function findAttention(owned: Owned): Attention[] {
  return checksBySeverity.flatMap(check =>
    owned.entities.flatMap(entity => check(entity, owned)),
  );
}
