import type {
  AuditorService,
  AuthService,
  DiscoveryService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Clock } from '@towpath/clock';
import type { GitHosts } from '@towpath/git-hosts';
import type { WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import { FollowStore } from '../database/FollowStore';
import { LookStore, type Look } from '../database/LookStore';
import type { PlanStore } from '../database/PlanStore';
import { HookIntake } from '../hooks/HookIntake';
import { readHookSettings } from '../hooks/HookSettings';
import type { ServicePlaces } from '../places/ServicePlaces';
import type { Planner } from '../planning/Planner';
import type { ScoreFiles } from '../source/ScoreFiles';
import { AskedStore } from '../database/AskedStore';
import { AskedResources } from './AskedResources';
import { AutomaticProvisioner } from './AutomaticProvisioner';
import { Looks } from './Looks';
import { OwnerNotices } from './OwnerNotices';
import { ProvidingEnvironments } from './ProvidingEnvironments';
import { PullRequestLook } from './PullRequestLook';
import { RunLook } from './RunLook';
import { ScoreSources } from './ScoreSources';
import { Sweep } from './Sweep';

/** While something is under way in the place. */
const BUSY_MS = 5_000;

interface Parts {
  knex: Knex;
  engine: WorkflowEngine;
  planner: Planner;
  places: ServicePlaces;
  files: ScoreFiles;
  plans: PlanStore;
  hosts: GitHosts;
  catalog: CatalogService;
  notifications: NotificationService;
  discovery: DiscoveryService;
  auditor: AuditorService;
  auth: AuthService;
  clock: Clock;
  config: RootConfigService;
  logger: LoggerService;
}

/** What follows from pushes and pull requests on Git hosts. */
export function createPushes(parts: Parts) {
  const { knex, engine, hosts, config, clock, logger } = parts;
  const settings = readHookSettings(config);
  const store = new LookStore({ knex, clock });
  const follow = new FollowStore({ knex, clock });
  const sources = new ScoreSources(parts);
  const environments = new ProvidingEnvironments(parts);
  const notices = new OwnerNotices(parts);
  const asked = new AskedResources({
    sources,
    asked: new AskedStore({ knex }),
  });
  const portal = addressOf(config);
  const shared = { ...parts, settings, sources, environments, asked };
  const provisioner = new AutomaticProvisioner({
    ...shared,
    ...{ follow, notices },
    looks: store,
  });
  const pulls = new PullRequestLook({ ...shared, portal });
  const runs = new RunLook({ engine, notices });
  const sweep = new Sweep({ ...shared, follow, looks: store });

  const lookAt = async (look: Look, signal: AbortSignal) => {
    if (look.type === 'run') return runs.look(look.id);
    if (look.type === 'pull_request') {
      await pulls.look(look, signal);
      return undefined;
    }
    return lookAtPush(look, { sources, asked, provisioner, signal });
  };
  const looks = new Looks({ knex, store, lookAt, clock, logger });
  return {
    intake: new HookIntake({
      ...{ settings, hosts },
      looks: store,
      onTaken: () => looks.hurry(),
    }),
    begin: () => looks.begin(),
    stop: () => looks.stop(),
    schedule: (scheduler: SchedulerService) =>
      schedule(scheduler, { sweep, store }),
  };
}

/** Of the portal's pages, without a slash at the end. */
function addressOf(config: RootConfigService): string {
  const address =
    config.getOptionalString('app.baseUrl') ??
    config.getString('backend.baseUrl');
  return address.replace(/\/+$/, '');
}

/** What fails for one service of a repository holds up no other. */
async function lookAtPush(
  { cause, ...repository }: Look & { type: 'push' },
  parts: {
    sources: ScoreSources;
    asked: AskedResources;
    provisioner: AutomaticProvisioner;
    signal: AbortSignal;
  },
): Promise<number | undefined> {
  const { sources, asked, provisioner, signal } = parts;
  let again: number | undefined;
  const errors: unknown[] = [];
  for (const source of await sources.from(repository)) {
    try {
      // The sweep has done so, before it had this looked at.
      if (cause === 'told') await asked.look(source, signal);
      const looked = await provisioner.look(source, { cause, signal });
      if (looked === 'later') again = BUSY_MS;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
  return again;
}

async function schedule(
  scheduler: SchedulerService,
  { sweep, store }: { sweep: Sweep; store: LookStore },
): Promise<void> {
  await scheduler.scheduleTask({
    id: 'sweep-score-files',
    frequency: { minutes: 1 },
    timeout: { minutes: 10 },
    initialDelay: { seconds: 20 },
    scope: 'global',
    fn: signal => sweep.sweep(signal),
  });
  await scheduler.scheduleTask({
    id: 'old-deliveries',
    frequency: { hours: 1 },
    timeout: { minutes: 5 },
    scope: 'global',
    fn: () => store.forgetOld(),
  });
}
