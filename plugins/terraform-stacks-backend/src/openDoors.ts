import type {
  AuditorService,
  AuthService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { protect } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import { GitHosts } from '@towpath/git-hosts';
import { CatalogStacks } from './definitions/CatalogStacks';
import { DefinitionCheck } from './definitions/DefinitionCheck';
import { definitionProtection } from './definitions/definitionProtection';
import { Definitions } from './definitions/Definitions';
import { EntityStore } from './definitions/EntityStore';
import { EnvironmentAccess } from './definitions/EnvironmentAccess';
import { ModuleSources } from './modules/ModuleSources';
import { PlatformModules } from './modules/PlatformModules';
import type { openStacks } from './openStacks';
import { DefinedRuns } from './runs/DefinedRuns';
import { definedProtection } from './runs/definedProtection';
import { RunStarter } from './runs/RunStarter';
import {
  stackProtection,
  type ProtectedStackRuns,
} from './runs/stackProtection';
import { StackRuns } from './runs/StackRuns';
import { StateViews } from './state/StateViews';

interface DoorOptions {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  clock: Clock;
  config: RootConfigService;
  logger: LoggerService;
}

type Opened = Awaited<ReturnType<typeof openStacks>>;

/** What people, templates and the catalog ask for, each behind the table that says who may. */
export function openDoors(deps: DoorOptions, opened: Opened) {
  const { auditor, auth, catalog, clock, logger } = deps;
  const { knex, authorizer, states } = opened;
  const views = new StateViews({
    ...opened,
    ...{ store: states.store, locks: states.locks, places: states.places },
    ...{ kept: opened.settings.kept, clock },
  });
  const modules = openModules(deps, opened);
  const starter = openStarter(opened, modules);
  const runs = new StackRuns({ ...opened, starter, clock });
  const defined = new DefinedRuns({ ...opened, starter, clock });
  const kept = {
    ...{ ...opened, clock, entities: new EntityStore(knex) },
    check: new DefinitionCheck({ ...opened, modules }),
  };
  const described = new Definitions({
    ...kept,
    locksOf: keys => views.locksOf(keys),
    newestOf: key => views.newest(key),
  });
  const fromCatalog = new CatalogStacks({
    ...{ ...kept, catalog, auth, auditor, logger },
  });
  const guard = { auditor, authorizer };
  const doors = {
    runs: protect<ProtectedStackRuns>(runs, {
      ...guard,
      table: stackProtection(runs),
    }),
    definitions: protect(described, { ...guard, table: definitionProtection }),
    defined: protect<Pick<DefinedRuns, 'plan'>>(defined, {
      ...guard,
      table: definedProtection,
    }),
  };
  return { views, defined, fromCatalog, doors };
}

function openModules(
  { config, clock }: DoorOptions,
  { terraformSettings }: Opened,
): ModuleSources {
  const integrations = ScmIntegrations.fromConfig(config);
  return new ModuleSources({
    platform: new PlatformModules(terraformSettings.modulesDir),
    hosts: GitHosts.fromIntegrations(integrations, { clock }),
    ...terraformSettings,
  });
}

function openStarter(opened: Opened, modules: ModuleSources): RunStarter {
  const { places, actors, usableBy } = opened;
  const access = new EnvironmentAccess({ places, actors, usableBy });
  return new RunStarter({ ...opened, access, modules });
}
