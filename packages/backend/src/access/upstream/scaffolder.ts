import {
  createScaffolderTaskConditionalDecision,
  scaffolderTaskConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import {
  RESOURCE_TYPE_SCAFFOLDER_TASK,
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  asPortal,
  named,
  ownedResource,
  reads,
  type PluginAccess,
} from '@towpath/backend-kit';

export const scaffolderAccess: PluginAccess = {
  pluginId: 'scaffolder',
  permissions: {
    'scaffolder.template.parameter.read': 'developer',
    'scaffolder.template.step.read': 'developer',
    'scaffolder.action.execute': 'developer',
    'scaffolder.task.create': 'developer',
    'scaffolder.task.read': 'owner',
    'scaffolder.task.cancel': 'owner',
    // Both run steps that no review has seen.
    'scaffolder.template.dry-run': 'platform-engineer',
    'scaffolder.template.management': 'platform-engineer',
  },
  // A task belongs to who started it.
  owned: [
    ownedResource(RESOURCE_TYPE_SCAFFOLDER_TASK, (permission, user) =>
      createScaffolderTaskConditionalDecision(
        permission,
        scaffolderTaskConditions.isTaskOwner({
          createdBy: [user.userEntityRef],
        }),
      ),
    ),
  ],
  tokenRoutes: [
    ...reads(templateStepReadPermission)(
      '/v2/actions',
      '/v2/templating-extensions',
    ),
    ...reads(templateParameterReadPermission)(
      '/v2/templates/:namespace/:kind/:name/parameter-schema',
    ).map(asPortal),
    named('POST', '/v2/tasks', taskCreatePermission),
    named('GET', '/v2/tasks', taskReadPermission),
    named('GET', '/v2/tasks/:taskId', taskReadPermission),
    named('GET', '/v2/tasks/:taskId/events', taskReadPermission),
    named('GET', '/v2/tasks/:taskId/eventstream', taskReadPermission),
    named('POST', '/v2/tasks/:taskId/cancel', taskCancelPermission),
  ],
};
