import { createBackend } from '@backstage/backend-defaults';
import { httpRouter } from './access';
import { acceptedRisksLog, guardedRootConfig, startOrExit } from './guard';
import health from './health';
import { rootHttpRouter, rootLogger } from './logging';
import { urlReader } from './reading';

const backend = createBackend();

backend.add(guardedRootConfig);
backend.add(rootLogger);
backend.add(rootHttpRouter);
backend.add(httpRouter);
backend.add(urlReader);
backend.add(health);

backend.add(import('@backstage/plugin-app-backend'));
backend.add(acceptedRisksLog);

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('./auth'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./permission'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('./locations'));
backend.add(import('./provenance'));
backend.add(import('@towpath/plugin-catalog-backend-module-gitea-discovery'));
backend.add(import('./discovery'));
backend.add(import('@towpath/plugin-catalog-backend-module-environment'));
backend.add(import('@towpath/plugin-catalog-backend-module-score'));
backend.add(import('@towpath/plugin-catalog-backend-module-stack'));
backend.add(import('@towpath/plugin-catalog-backend-module-people'));
backend.add(import('./links'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('./inside'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitea'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(import('@towpath/plugin-scaffolder-backend-module-delivery'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);
backend.add(import('@towpath/plugin-scaffolder-backend-module-argocd'));
backend.add(import('@towpath/plugin-scaffolder-backend-module-terraform'));
backend.add(import('@towpath/plugin-scaffolder-backend-module-score'));

backend.add(import('@towpath/plugin-scaffolder-backend-module-environment'));

backend.add(import('@backstage/plugin-mcp-actions-backend'));
backend.add(import('@towpath/plugin-runs-backend'));
backend.add(import('@towpath/plugin-environment-backend'));
backend.add(import('@towpath/plugin-environment-backend-module-score'));
backend.add(import('@towpath/plugin-score-backend'));
backend.add(import('@towpath/plugin-score-backend-module-kubernetes'));
backend.add(import('@towpath/plugin-score-backend-module-postgres'));
backend.add(import('@towpath/plugin-score-backend-module-terraform'));
backend.add(import('@towpath/plugin-terraform-stacks-backend'));
backend.add(import('@towpath/plugin-template-gates-backend'));
backend.add(import('@towpath/plugin-policies-backend'));

backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('./docs'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@towpath/plugin-notifications-backend-module-mail'));
backend.add(import('./signals'));
backend.add(import('@backstage/plugin-events-backend'));

startOrExit(backend);
