import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { AddRoutes } from '../api/EnvironmentRouter';
import type { DeploymentService } from '../deployments/DeploymentService';

/** What runs where: environments, services, their history, and how Argo CD is. */
export function deploymentRoutes(
  deployments: DeploymentService,
  httpAuth: HttpAuthService,
): AddRoutes {
  const asker = async (
    request: Parameters<HttpAuthService['credentials']>[0],
  ) => ({
    credentials: await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    }),
  });
  return router => {
    router.get('/environments', async (request, response) => {
      const by = await asker(request);
      response.json({ items: await deployments.listEnvironments(by) });
    });

    router.get('/status', async (request, response) => {
      const by = await asker(request);
      response.json({ instances: await deployments.getStatus(by) });
    });

    router.get('/services', async (request, response) => {
      const by = await asker(request);
      response.json(await deployments.listServices(request.query, by));
    });

    router.get(
      '/services/:kind/:namespace/:name',
      async (request, response) => {
        const by = await asker(request);
        response.json(await deployments.getService(refOf(request.params), by));
      },
    );

    router.get(
      '/services/:kind/:namespace/:name/history',
      async (request, response) => {
        const by = await asker(request);
        const ref = refOf(request.params);
        response.json(await deployments.getHistory(ref, request.query, by));
      },
    );
  };
}

function refOf(params: { kind: string; namespace: string; name: string }) {
  return `${params.kind}:${params.namespace}/${params.name}`;
}
