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
import { overrideFileName } from '@towpath/score';
import type { RepositoryRef } from '../database/LookStore';
import type { PlanStore } from '../database/PlanStore';
import type { HookHost } from '../hooks/HookSettings';
import { markerOf } from '../hooks/hookSecrets';
import type { ScoreText } from '../model/ScoreText';
import { readTexts } from '../source/readAtHead';
import type { ServicePlaces } from '../places/ServicePlaces';
import { keepPlan } from '../planning/keepPlan';
import type { Planner } from '../planning/Planner';
import { toDiagnostic } from '../planning/toDiagnostic';
import { readSource } from '../source/readSource';
import {
  inEnvironment,
  toFileSet,
  type ScoreFile,
  type ScoreFileSet,
} from '../source/ScoreFiles';
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

/** A Score file that a pull request changes, and where that shows. */
interface ChangedSource {
  source: ScoreSource;
  places: ShownPlace[];
}

/** An environment that a plan may be shown for. */
interface ShownPlace {
  environment: EnvironmentSummary;
  /** Also when the Score file alone is changed. */
  isUsual: boolean;
  /** Nothing is provided there by itself. */
  isManual: boolean;
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
    const places = await this.#placesToShow();
    const changed = (await sources.from(ref))
      .map(source => changedIn(source, changes, places))
      .filter(one => one !== undefined);
    if (changed.length > 0) await this.#say(pull, changed);
    else await this.#takeBack(pull);
  }

  async #placesToShow(): Promise<ShownPlace[]> {
    const { environments } = this.#parts;
    const namesOf = (all: EnvironmentSummary[]) =>
      new Set(all.map(({ name }) => name));
    const byThemselves = namesOf(await environments.list());
    const usual = namesOf(await environments.toShow());
    const all = await environments.all();
    return all.map(environment => ({
      environment,
      isUsual: usual.has(environment.name),
      isManual: !byThemselves.has(environment.name),
    }));
  }

  async #say(pull: Pull, sources: ChangedSource[]): Promise<void> {
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

  async #sectionsOf(
    pull: Pull,
    { source, places }: ChangedSource,
  ): Promise<PullSection[]> {
    const { changes, signal } = pull;
    const { name: service } = parseEntityRef(source.service);
    const read = await this.#read(pull, { source, places });
    if (!read) {
      const problem =
        'The Score file goes. What the service has stays until somebody removes it.';
      return [{ service, problem }];
    }
    if (changes.isFromFork) return checkEach(service, read);
    const sections: PullSection[] = [];
    for (const { environment, isManual } of places) {
      const file = inEnvironment(read, environment.name);
      const section = await this.#plan(source, { file, environment, signal });
      sections.push({ ...section, isManual });
    }
    return sections;
  }

  /** Of the newest commit of the pull request; undefined when the Score file is not in it. */
  async #read(
    { repository, changes: { head }, signal }: Pull,
    { source: { path, url }, places }: ChangedSource,
  ): Promise<ScoreFileSet | undefined> {
    const environments = places.map(({ environment }) => environment.name);
    const over = environments.map(name => overrideFileName(path, name));
    const at = { repository, ref: head };
    const { hosts } = this.#parts;
    const texts = await readTexts(hosts, at, [path, ...over], signal);
    return toFileSet({ url, environments }, path, texts);
  }

  async #plan(
    source: ScoreSource,
    asked: {
      file: ScoreFile;
      environment: EnvironmentSummary;
      signal: AbortSignal;
    },
  ): Promise<PullSection> {
    const { places, planner, logger } = this.#parts;
    const { file, environment, signal } = asked;
    const said = {
      service: parseEntityRef(source.service).name,
      environment: environment.name,
    };
    const entity = await places.entityForPortal(source.service);
    if (!entity) return { ...said, problem: 'It is not in the catalog.' };
    const { name, ref: requestedBy } = environment;
    try {
      const draft = await planner.plan(
        { entity, environment: name, source: withoutUrl(file), requestedBy },
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

/**
 * Where a change of the files shows: everywhere for the Score file, and in its environment for what is laid over it. Where
 * the host does not tell all files, each may be among them.
 */
function changedIn(
  source: ScoreSource,
  { base, files }: PullChanges,
  places: ShownPlace[],
): ChangedSource | undefined {
  const { branch, path } = source;
  if (branch !== undefined && branch !== base) return undefined;
  const isChanged = files?.includes(path) ?? true;
  const changed = places.filter(
    ({ isUsual, environment }) =>
      (isUsual && isChanged) ||
      files?.includes(overrideFileName(path, environment.name)),
  );
  return changed.length > 0 ? { source, places: changed } : undefined;
}

/** It is in no branch that is delivered, so the plan can be looked at only. */
function withoutUrl({ text, override }: ScoreFile): ScoreText {
  if (!override) return { text };
  const { name, text: own } = override;
  return { text, override: { name, text: own } };
}

/**
 * Of a file that somebody without a right to the repository has written, it is said what is wrong with it, and nothing of
 * the platform.
 */
function checkEach(service: string, read: ScoreFileSet): PullSection[] {
  return [undefined, ...read.overrides.keys()].map(environment =>
    checkOnly({ service, environment }, inEnvironment(read, environment)),
  );
}

function checkOnly(
  place: Pick<PullSection, 'service' | 'environment'>,
  file: ScoreFile,
): PullSection {
  const { diagnostics } = readSource(file);
  return {
    ...place,
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
  const said = plan ? verdictOf(plan, first) : problem;
  return `${service}${environment ? ` in ${environment}` : ''}: ${said}`;
}
