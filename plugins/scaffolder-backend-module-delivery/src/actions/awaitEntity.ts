import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { pollUntil } from '@towpath/template-kit';

const EVERY = 2_000;

export interface AwaitEntityOptions {
  auth: AuthService;
  discovery: DiscoveryService;
  catalog: CatalogService;
}

/** `delivery:await-entity`: has the catalog look for new repositories and waits until it knows one. */
export function createAwaitEntityAction(options: AwaitEntityOptions) {
  return createTemplateAction({
    id: 'delivery:await-entity',
    description:
      'Has a discovery of the catalog run now instead of at its next turn, and waits until the entity is known. Safe to repeat.',
    examples: [
      {
        description: 'Wait for a component that a Gitea provider finds',
        example: `steps:
  - action: delivery:await-entity
    id: register
    input:
      entityRef: component:default/payments
      refreshTask: gitea-provider:sandbox:refresh
`,
      },
    ],
    schema: {
      input: {
        entityRef: z => z.string(),
        refreshTask: z =>
          z.string().optional().describe('Scheduled task of the catalog'),
        timeoutMinutes: z => z.number().positive().default(5),
      },
      output: { entityRef: z => z.string() },
    },
    async handler(ctx) {
      const { entityRef, refreshTask, timeoutMinutes } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      if (refreshTask) {
        // It would be found at the next turn all the same, only later.
        await trigger(options, refreshTask).catch(error =>
          ctx.logger.warn(`The catalog was not asked to look: ${error}`),
        );
      }
      await pollUntil(
        () => options.catalog.getEntityByRef(entityRef, { credentials }),
        {
          every: EVERY,
          timeout: timeoutMinutes * 60_000,
          signal: ctx.signal,
          onTimeout: () =>
            new Error(
              `the catalog does not know ${entityRef} after ${timeoutMinutes} minutes: see whether its catalog-info.yaml is valid and a provider reads its repository`,
            ),
        },
      );
      ctx.logger.info(`${entityRef} is in the catalog`);
      ctx.output('entityRef', entityRef);
    },
  });
}

async function trigger(
  { auth, discovery }: AwaitEntityOptions,
  task: string,
): Promise<void> {
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: await auth.getOwnServiceCredentials(),
    targetPluginId: 'catalog',
  });
  const base = await discovery.getBaseUrl('catalog');
  const response = await fetch(
    `${base}/.backstage/scheduler/v1/tasks/${encodeURIComponent(task)}/trigger`,
    { method: 'POST', headers: { authorization: `Bearer ${token}` } },
  );
  // 409: it runs already.
  if (!response.ok && response.status !== 409)
    throw new Error(`${task}: ${response.status} ${await response.text()}`);
}
