import { createHash } from 'node:crypto';
import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { audited } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { HostedCommit } from '@towpath/git-hosts';
import type { EnvironmentSummary } from '@towpath/plugin-environment-common';
import { PROVISION_RUNS, type Plan } from '@towpath/plugin-score-common';
import type { WorkflowEngine } from '@towpath/workflow';
import type { Knex } from 'knex';
import type { FollowedFile, FollowStore } from '../database/FollowStore';
import type { LookStore } from '../database/LookStore';
import type { PlanStore } from '../database/PlanStore';
import type { ServicePlaces } from '../places/ServicePlaces';
import { keepPlan } from '../planning/keepPlan';
import type { Planner } from '../planning/Planner';
import { provisionOf } from '../planning/provisionOf';
import { inEnvironment, type ScoreFile } from '../source/ScoreFiles';
import { isFinal } from '../steps/check';
import { oneLine } from './oneLine';
import type { OwnerNotices } from './OwnerNotices';
import type { ProvidingEnvironments } from './ProvidingEnvironments';
import type { ScoreSource, ScoreSources } from './ScoreSources';
import { isDelivered, whyNotByItself } from './whyNotByItself';

/** After so long it is looked how a run ended that nobody asked for. */
const RUN_LOOK_MS = 15_000;

interface Parts {
  knex: Knex;
  engine: WorkflowEngine;
  planner: Planner;
  places: ServicePlaces;
  sources: ScoreSources;
  environments: ProvidingEnvironments;
  plans: PlanStore;
  follow: FollowStore;
  looks: LookStore;
  notices: OwnerNotices;
  auditor: AuditorService;
  clock: Clock;
  logger: LoggerService;
}

/** A text of a Score file, as an environment has it, that has not been planned there. */
interface NewText {
  entity: Entity;
  file: ScoreFile;
  /** That brought it. */
  commit: HostedCommit;
  source: ScoreSource;
  environment: EnvironmentSummary;
  digest: string;
  signal: AbortSignal;
}

/** `later`: something is under way there, and the next plan has to come after it. */
type Looked = 'done' | 'later';

/**
 * Provides what a changed Score file asks for, in the environments that do so by themselves. Each text is planned once
 * in each of them; what somebody has to look at waits, and its owners are told once.
 */
export class AutomaticProvisioner {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @param cause a file that was there before anybody told of a push is only noted */
  async look(
    source: ScoreSource,
    { cause, signal }: { cause: 'told' | 'sweep'; signal: AbortSignal },
  ): Promise<Looked> {
    const { environments, places, sources, follow } = this.#parts;
    const wanted = await environments.list();
    if (wanted.length === 0) return 'done';
    const names = wanted.map(({ name }) => name);
    const read = await sources.read(source, names, signal);
    const entity = await places.entityForPortal(source.service);
    if (!read || !entity) return 'done';
    let looked: Looked = 'done';
    for (const environment of wanted) {
      const { name } = environment;
      const { service } = source;
      const file = inEnvironment(read, name);
      const digest = digestOfFile(file);
      const known = await follow.findFile({ service, environment: name });
      if (known?.digest === digest) continue;
      const at = { head: read.head, environment: name };
      const commit = (await sources.causeOf(source, at, signal)) ?? {
        ...{ sha: read.head, author: '' },
      };
      const text = {
        ...{ entity, file, commit, source, environment, digest, signal },
      };
      if (!known && cause === 'sweep') await this.#note(text, 'seen');
      else if ((await this.#lookAt(text)) === 'later') looked = 'later';
    }
    return looked;
  }

  async #lookAt(text: NewText): Promise<Looked> {
    if (await this.#isBusy(text)) return 'later';
    const plan = await this.#plan(text);
    if (!plan) return 'done';
    if (!plan.hasEffect && !plan.whyNot) await this.#note(text, 'nothing');
    else if (!isDelivered(plan)) await this.#note(text, 'seen');
    else await this.#decide(text, plan);
    return 'done';
  }

  async #decide(text: NewText, plan: Plan): Promise<void> {
    const reason = whyNotByItself(plan);
    if (reason === undefined) {
      await this.#begin(text, plan);
      return;
    }
    const { source, environment, digest } = text;
    const place = { service: source.service, environment: environment.name };
    await this.#parts.notices.send({
      ...place,
      what: `waits in ${environment.title ?? environment.name}`,
      reason: `${reason} Because of ${causeOf(text)}.`,
      link: `/score/plans/${plan.id}`,
      scope: `score:${place.service}@${place.environment}:${digest}`,
    });
    await this.#note(text, 'waits', { reason, plan: plan.id });
  }

  /** What is begun and what is noted are one, so that nothing is begun twice. */
  async #begin(text: NewText, plan: Plan): Promise<void> {
    const { knex, engine, looks, auditor, logger } = this.#parts;
    const { source, environment, commit } = text;
    const meta = {
      ...{ service: source.service, environment: environment.name },
      ...{ plan: plan.id, digest: plan.digest, commit: commit.sha },
    };
    const event = { eventId: 'score-provision', meta };
    await audited(auditor, { by: environment.ref }, event, () =>
      knex.transaction(async trx => {
        const { run } = await engine.start(
          {
            ...provisionOf(
              plan,
              text.file,
              `By itself, because of ${causeOf(text)}`,
            ),
            requestedBy: environment.ref,
          },
          { trx },
        );
        await this.#note(text, 'begun', { plan: plan.id, run: run.id, trx });
        await looks.ask(
          { type: 'run', id: run.id },
          { trx, afterMs: RUN_LOOK_MS },
        );
        logger.info(
          `${environment.name} provides ${
            source.service
          } by itself because of ${causeOf(text)}`,
        );
      }),
    );
  }

  /** Undefined where nothing can be delivered: it is looked at again when there is something new, or by the sweep. */
  async #plan(text: NewText): Promise<Plan | undefined> {
    const { planner, logger } = this.#parts;
    const { entity, environment, source, signal } = text;
    const { name, ref } = environment;
    try {
      const draft = await planner.plan(
        {
          ...{ entity, environment: name, requestedBy: ref },
          source: text.file,
        },
        { signal, log: logger },
      );
      return await keepPlan(this.#parts, draft, ref);
    } catch (error) {
      if (!isFinal(error)) throw error;
      logger.info(
        `${source.service} was not planned in ${name}: ${error.message}`,
      );
      return undefined;
    }
  }

  /** One that awaits approval changes nothing yet, and may do so for long. */
  async #isBusy({ source, environment }: NewText): Promise<boolean> {
    const alive = await this.#parts.engine.heads({
      kinds: [PROVISION_RUNS],
      subjects: [source.service],
      alive: true,
    });
    return alive.some(
      ({ facts, status }) =>
        facts.environment === environment.name &&
        status !== 'awaiting-approval',
    );
  }

  async #note(
    { source, environment, digest, commit }: NewText,
    outcome: FollowedFile['outcome'],
    more: { reason?: string; plan?: string; run?: string; trx?: Knex } = {},
  ): Promise<void> {
    const { trx, ...rest } = more;
    const { service } = source;
    const place = { service, environment: environment.name };
    await this.#parts.follow.putFile(
      { ...place, digest, commit: commit.sha, outcome, ...rest },
      trx,
    );
  }
}

/** Of the text alone where nothing is laid over it. */
function digestOfFile({ text, override }: ScoreFile): string {
  const hash = createHash('sha256').update(text);
  if (override) hash.update(`\0${override.text}`);
  return hash.digest('hex');
}

function causeOf({ commit: { sha, author } }: Pick<NewText, 'commit'>) {
  return `commit ${sha.slice(0, 12)} by ${oneLine(author, 100)}`;
}
