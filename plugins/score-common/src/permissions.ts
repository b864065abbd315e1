import {
  createPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';

/** One service in one environment; its `resourceRef` is `component:default/shop@prod`. */
export const RESOURCE_TYPE_SCORE_TARGET = 'score-target';

function onTarget(
  name: string,
  action: 'create' | 'read' | 'update' | 'delete',
): ResourcePermission<typeof RESOURCE_TYPE_SCORE_TARGET> {
  return createPermission({
    name,
    attributes: { action },
    resourceType: RESOURCE_TYPE_SCORE_TARGET,
  });
}

/** To see Score files, plans and resources, without the secret outputs. */
export const scoreReadPermission = createPermission({
  name: 'score.resource.read',
  attributes: { action: 'read' },
});

/** To do what a plan shows, and to cancel or try again what somebody else began. */
export const scoreProvisionPermission = onTarget(
  'score.provision.create',
  'create',
);

/** To propose another text for the Score file of a service; the target names no environment. */
export const scoreProposePermission = onTarget('score.file.update', 'update');

/** To read a secret output. */
export const scoreSecretReadPermission = onTarget('score.secret.read', 'read');

/** To accept what is not as provided, to make new secrets, and to restore a kept copy. */
export const scoreResourceUpdatePermission = onTarget(
  'score.resource.update',
  'update',
);

/** To remove a kept copy for good, before its time. */
export const scoreCopyDeletePermission = onTarget(
  'score.copy.delete',
  'delete',
);

/** To seal the secrets of all resources with the newest key. It shows none of them. */
export const scoreSecretResealPermission = createPermission({
  name: 'score.secret.reseal',
  attributes: { action: 'update' },
});

/** Every permission of the plugin. */
export const scorePermissions = [
  scoreReadPermission,
  scoreProvisionPermission,
  scoreProposePermission,
  scoreSecretReadPermission,
  scoreResourceUpdatePermission,
  scoreCopyDeletePermission,
  scoreSecretResealPermission,
];
