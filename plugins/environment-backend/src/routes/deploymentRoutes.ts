import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { type AddRoutes, callerOf } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-environment-common';
import type { DeploymentService } from '../deployments/DeploymentService';

/** Answers what runs where: environments, services, their history, and how Argo CD is. */
export function deploymentRoutes(options: {
  deployments: DeploymentService;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { deployments, httpAuth } = options;
  return router => {
    router.get('/environments', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json({ items: await deployments.listEnvironments(caller) });
    });

    router.get('/status', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json({ instances: await deployments.getStatus(caller) });
    });

    router.get('/services', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await deployments.listServices(request.query, caller));
    });

    router.get(
      '/services/:kind/:namespace/:name',
      async (request, response) => {
        const caller = await callerOf(request, httpAuth);
        const ref = stringifyEntityRef(request.params);
        response.json(await deployments.getService(ref, caller));
      },
    );

    router.get(
      '/known-names/:kind/:namespace/:name',
      async (request, response) => {
        const caller = await callerOf(request, httpAuth);
        const ref = stringifyEntityRef(request.params);
        response.json(await deployments.getKnownName(ref, caller));
      },
    );

    router.get(
      '/services/:kind/:namespace/:name/history',
      async (request, response) => {
        const caller = await callerOf(request, httpAuth);
        const ref = stringifyEntityRef(request.params);
        response.json(await deployments.getHistory(ref, request.query, caller));
      },
    );
  };
}
