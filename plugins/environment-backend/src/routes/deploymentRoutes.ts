import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf } from '../api/callerOf';
import type { AddRoutes } from '../api/EnvironmentRouter';
import type { DeploymentService } from '../deployments/DeploymentService';

/** What runs where: environments, services, their history, and how Argo CD is. */
export function deploymentRoutes(
  deployments: DeploymentService,
  httpAuth: HttpAuthService,
): AddRoutes {
  return router => {
    router.get('/environments', async (request, response) => {
      const by = await callerOf(request, httpAuth);
      response.json({ items: await deployments.listEnvironments(by) });
    });

    router.get('/status', async (request, response) => {
      const by = await callerOf(request, httpAuth);
      response.json({ instances: await deployments.getStatus(by) });
    });

    router.get('/services', async (request, response) => {
      const by = await callerOf(request, httpAuth);
      response.json(await deployments.listServices(request.query, by));
    });

    router.get(
      '/services/:kind/:namespace/:name',
      async (request, response) => {
        const by = await callerOf(request, httpAuth);
        response.json(await deployments.getService(refOf(request.params), by));
      },
    );

    router.get(
      '/services/:kind/:namespace/:name/history',
      async (request, response) => {
        const by = await callerOf(request, httpAuth);
        const ref = refOf(request.params);
        response.json(await deployments.getHistory(ref, request.query, by));
      },
    );
  };
}

function refOf(params: { kind: string; namespace: string; name: string }) {
  return `${params.kind}:${params.namespace}/${params.name}`;
}
