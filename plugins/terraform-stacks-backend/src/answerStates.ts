import type { SchedulerService } from '@backstage/backend-plugin-api';
import type {
  AuditorService,
  HttpAuthService,
  HttpRouterService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { protect, type AddRoutes, type Authorizer } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { paths } from '@towpath/plugin-terraform-stacks-common';
import type { Actors } from '@towpath/roles';
import { stateProtocol } from './routes/stateProtocol';
import { stateRoutes } from './routes/stateRoutes';
import { Credentials } from './state/Credentials';
import { FailedTries } from './state/FailedTries';
import type { openStates } from './state/openStates';
import type { StateSettings } from './state/readStateSettings';
import type { RunBook } from './state/RunBook';
import { scheduleUpkeep } from './state/scheduleUpkeep';
import { StateAccess } from './state/StateAccess';
import {
  credentialProtection,
  viewProtection,
  type ProtectedStateViews,
} from './state/stateProtection';
import type { StateViews } from './state/StateViews';
import type { DefinitionStore } from './stacks/DefinitionStore';
import type { Stacks } from './stacks/Stacks';

interface AnswerOptions {
  auditor: AuditorService;
  authorizer: Authorizer;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  scheduler: SchedulerService;
  logger: LoggerService;
  clock: Clock;
  states: ReturnType<typeof openStates>;
  views: StateViews;
  settings: StateSettings;
  runs: RunBook;
  definitions: DefinitionStore;
  stacks: Stacks;
  actors: Actors;
}

/**
 * Answers Terraform, and keeps states up to date. Before anything reads bodies as JSON, since states are kept as they
 * come.
 *
 * @returns what is asked by people
 */
export async function answerStates(
  options: AnswerOptions,
): Promise<AddRoutes<paths>> {
  const { auditor, authorizer, httpAuth, httpRouter, clock } = options;
  const { states, settings, runs, stacks, actors, views } = options;
  httpRouter.use(
    stateProtocol({
      states: states.protocol,
      access: new StateAccess({
        ...{ states: states.store, locks: states.locks, runs },
        ...{ credentials: states.credentials, actors, clock },
        ownerOf: key => stacks.ownerOf(key),
      }),
      failed: new FailedTries(clock),
      ...{ auditor, limit: settings.limit },
    }),
  );
  // Terraform has no token of Backstage's, and shows credentials of its own.
  httpRouter.addAuthPolicy({ path: '/state', allow: 'unauthenticated' });
  const place = () => stacks.place;
  await scheduleUpkeep(options.scheduler, { ...options, place });
  const { publicUrl, kept } = settings;
  const { credentials: store } = states;
  const credentials = new Credentials({
    ...{ store, stacks, actors, clock, publicUrl, kept },
  });
  const guard = { auditor, authorizer };
  return stateRoutes({
    views: protect<ProtectedStateViews>(views, {
      ...guard,
      table: viewProtection,
    }),
    credentials: protect(credentials, {
      ...guard,
      table: credentialProtection,
    }),
    httpAuth,
  });
}
