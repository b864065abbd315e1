import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import type { Clock } from '@towpath/clock';
import type { EnvironmentSummary } from '@towpath/plugin-environment-common';
import type {
  CommitState,
  GitHosts,
  HostedRepository,
  PullChanges,
} from '@towpath/git-hosts';
import { readScore } from '@towpath/score';
import type { RepositoryRef } from '../database/LookStore';
import type { PlanStore } from '../database/PlanStore';
import type { HookHost } from '../hooks/HookSettings';
import { markerOf } from '../hooks/hookSecrets';
import type { ServicePlaces } from '../places/ServicePlaces';
import { keepPlan } from '../planning/keepPlan';
import type { Planner } from '../planning/Planner';
import { toDiagnostic } from '../planning/toDiagnostic';
import { isFinal } from '../steps/check';
import {
  describeNothing,
  describePull,
  verdictOf,
  type PullSection,
} from './describePull';
import type { ProvidingEnvironments } from './ProvidingEnvironments';
import type { ScoreSource, ScoreSources } from './ScoreSources';

/** Who says it of the commit. */
const CONTEXT = 'towpath/score';

interface Parts {
  settings: HookHost[];
  hosts: GitHosts;
  sources: ScoreSources;
  environments: ProvidingEnvironments;
  planner: Planner;
  places: ServicePlaces;
  plans: PlanStore;
  clock: Clock;
  logger: LoggerService;
  /** Address of the portal, without a slash at the end. */
  portal: string;
}

interface Pull {
  repository: HostedRepository;
  number: number;
  changes: PullChanges;
  marker: string;
  signal: AbortSignal;
}

/** Says below a pull request what would come of the Score files that it changes. It provides nothing. */
export class PullRequestLook {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async look(
    { number, ...ref }: RepositoryRef & { number: number },
    signal: AbortSignal,
  ): Promise<void> {
    const { settings, hosts, sources } = this.#parts;
    const known = settings.find(one => one.host === ref.host);
    // Whoever took it away wants to hear no more.
    if (!known) return;
    const repository = hosts.name(ref);
    const { pullRequests } = hosts.of(repository);
    const changes = await pullRequests.changes(repository, number, signal);
    if (!changes.isOpen) return;
    const marker = markerOf(known.secret, ref, number);
    const pull = { repository, number, changes, marker, signal };
    const changed = (await sources.from(ref)).filter(source =>
      isChanged(source, changes),
    );
    if (changed.length > 0) await this.#say(pull, changed);
    else await this.#takeBack(pull);
  }

  async #say(pull: Pull, sources: ScoreSource[]): Promise<void> {
    await this.#setStatus(pull, 'pending', 'Plans what would come of it');
    const sections: PullSection[] = [];
    for (const source of sources) {
      sections.push(...(await this.#sectionsOf(pull, source)));
    }
    const { repository, number, changes, marker, signal } = pull;
    const { hosts, portal } = this.#parts;
    const { head } = changes;
    const body = describePull(sections, { portal, head, marker });
    const { comments } = hosts.of(repository);
    await comments.put(repository, number, { marker, body }, signal);
    const plan = sections.find(one => one.plan)?.plan;
    await this.#setStatus(
      pull,
      sections.some(isRefused) ? 'failure' : 'success',
      sentenceOf(sections),
      plan && `${portal}/score/plans/${plan.id}`,
    );
  }

  /** What was said before is not so any more. */
  async #takeBack(pull: Pull): Promise<void> {
    const { repository, number, marker, signal } = pull;
    const { comments } = this.#parts.hosts.of(repository);
    if (!(await comments.has(repository, number, marker, signal))) return;
    const body = describeNothing(marker);
    await comments.put(repository, number, { marker, body }, signal);
    await this.#setStatus(pull, 'success', 'It changes no Score file');
  }

  async #sectionsOf(pull: Pull, source: ScoreSource): Promise<PullSection[]> {
    const { repository, changes, signal } = pull;
    const { files } = this.#parts.hosts.of(repository);
    const { name } = parseEntityRef(source.service);
    const at = { path: source.path, ref: changes.head };
    const content = await files.read(repository, at, signal);
    const service = name;
    if (!content) {
      const problem =
        'The Score file goes. What the service has stays until somebody removes it.';
      return [{ service, problem }];
    }
    const text = content.toString('utf8');
    if (changes.isFromFork) return [checkOnly(service, text)];
    const sections: PullSection[] = [];
    for (const environment of await this.#parts.environments.toShow()) {
      sections.push(await this.#plan(source, { text, environment, signal }));
    }
    return sections;
  }

  async #plan(
    source: ScoreSource,
    asked: {
      text: string;
      environment: EnvironmentSummary;
      signal: AbortSignal;
    },
  ): Promise<PullSection> {
    const { places, planner, logger } = this.#parts;
    const { text, environment, signal } = asked;
    const said = {
      service: parseEntityRef(source.service).name,
      environment: environment.name,
    };
    const entity = await places.entityForPortal(source.service);
    if (!entity) return { ...said, problem: 'It is not in the catalog.' };
    const { name, ref: requestedBy } = environment;
    try {
      const draft = await planner.plan(
        { entity, environment: name, text, requestedBy },
        { signal, log: logger },
      );
      return { ...said, plan: await keepPlan(this.#parts, draft, requestedBy) };
    } catch (error) {
      if (!isFinal(error)) throw error;
      return { ...said, problem: error.message };
    }
  }

  async #setStatus(
    { repository, changes, signal }: Pull,
    state: CommitState,
    description: string,
    url = `${this.#parts.portal}/score`,
  ): Promise<void> {
    const { statuses } = this.#parts.hosts.of(repository);
    const status = { context: CONTEXT, state, description, url };
    await statuses.set(repository, changes.head, status, signal);
  }
}

/** Where the host does not tell all files, it may be among them. */
function isChanged(
  { branch, path }: ScoreSource,
  { base, files }: PullChanges,
): boolean {
  const isThere = branch === undefined || branch === base;
  return isThere && (files?.includes(path) ?? true);
}

/**
 * Of a file that somebody without a right to the repository has written, it is said what is wrong with it, and nothing of
 * the platform.
 */
function checkOnly(service: string, text: string): PullSection {
  const { diagnostics } = readScore(text, { dialect: 'normalise' });
  return {
    service,
    problem: 'It comes from a fork, so nothing is planned before the merge.',
    diagnostics: diagnostics.map(toDiagnostic),
  };
}

function isRefused({ plan, diagnostics = [] }: PullSection): boolean {
  return (
    plan?.whyNot !== undefined ||
    diagnostics.some(({ severity }) => severity === 'error')
  );
}

function sentenceOf(sections: PullSection[]): string {
  const [first] = [...sections.filter(isRefused), ...sections];
  const { service, environment, plan, problem = '' } = first;
  const said = plan ? verdictOf(plan) : problem;
  return `${service}${environment ? ` in ${environment}` : ''}: ${said}`;
}
