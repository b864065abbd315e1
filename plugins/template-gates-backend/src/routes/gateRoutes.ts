import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { callerOf, type AddRoutes } from '@towpath/backend-kit';
import type { paths } from '@towpath/plugin-template-gates-common';
import type { TemplateGatesService } from '../service/TemplateGatesService';

/** Answers below `/api/template-gates`. */
export function gateRoutes(options: {
  service: TemplateGatesService;
  httpAuth: HttpAuthService;
}): AddRoutes<paths> {
  const { service, httpAuth } = options;
  return router => {
    router.post('/judgements', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await service.judge(request.body, caller));
    });
    router.get('/fields', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await service.listFields(caller));
    });
    router.post('/held/:id/go-on', async (request, response) => {
      const caller = await callerOf(request, httpAuth);
      response.json(await service.goOn(request.params.id, caller));
    });
  };
}
