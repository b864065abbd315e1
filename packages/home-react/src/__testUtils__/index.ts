/**
 * What tests of sections of home share: who looks, and what is theirs.
 *
 * @packageDocumentation
 */
import type { Entity } from '@backstage/catalog-model';

/** Who looks; of {@link finance}. */
export const ada = 'user:default/ada';
export const finance = 'group:default/team-finance';
export const commerce = 'group:default/team-commerce';

const person: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'ada' },
  spec: { profile: { displayName: 'Ada Okafor' } },
};

const group = (name: string, title: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, title },
  spec: { type: 'team' },
});

const documented = { 'backstage.io/techdocs-ref': 'dir:.' };

/** A service with docs, unless told otherwise. */
export const component = (
  name: string,
  owner: string,
  extra: {
    annotations?: Record<string, string>;
    relations?: Entity['relations'];
    lifecycle?: string;
  } = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, annotations: extra.annotations ?? documented },
  spec: {
    type: 'service',
    lifecycle: extra.lifecycle ?? 'production',
    owner,
  },
  relations: [
    { type: 'ownedBy', targetRef: owner },
    ...(extra.relations ?? []),
  ],
});

/** Ada and the groups, as the catalog knows them. */
export const people = [
  person,
  group('team-finance', 'Finance'),
  group('team-commerce', 'Commerce'),
];
