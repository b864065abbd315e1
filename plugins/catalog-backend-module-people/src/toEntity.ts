import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
  type UserEntity,
} from '@backstage/catalog-model';
import type { Person } from '@towpath/people';

/** Where the entities say that they come from. */
export const LOCATION = 'platform:people';

export const refOf = (name: string) =>
  stringifyEntityRef({ kind: 'user', namespace: DEFAULT_NAMESPACE, name });

export function toEntity(person: Person): UserEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: {
      name: person.name,
      title: person.displayName,
      annotations: {
        [ANNOTATION_LOCATION]: LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
        'towpath.dev/created-by': person.createdBy,
        'towpath.dev/created-at': person.createdAt,
      },
    },
    spec: {
      profile: { displayName: person.displayName, email: person.email },
      memberOf: person.teams,
    },
  };
}
