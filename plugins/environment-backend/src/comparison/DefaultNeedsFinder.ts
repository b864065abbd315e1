import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { GitRepositories } from '@towpath/gitops';
import type { GateReport } from '@towpath/plugin-environment-common';
import type {
  DeliveredFolder,
  DeliveryStrategy,
  GateVerdict,
} from '@towpath/plugin-environment-node';
import { inFolder } from '../feed/kustomization';
import type { DeliveryTarget } from '../model/PromotionPlan';
import type { DeliveryStrategies } from '../planning/DeliveryStrategies';
import type {
  FoundNeeds,
  NeedsFinder,
  NeedsQuestion,
} from '../planning/Planner';
import type { CommitFinder } from './CommitFinder';

/** A page waits for it. Drivers and Git are asked meanwhile. */
const PATIENCE_MS = 30_000;

interface Options {
  strategies: DeliveryStrategies;
  repositories: GitRepositories;
  commits: CommitFinder;
  logger: LoggerService;
}

type GitTarget = Extract<DeliveryTarget, { type: 'git' }>;

/** Asks the strategy that covers a place what a version needs there. */
export class DefaultNeedsFinder implements NeedsFinder {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** That a strategy could not be asked closes its gate, and is never taken for "it needs nothing". */
  async find(
    question: NeedsQuestion,
    signal?: AbortSignal,
  ): Promise<FoundNeeds | undefined> {
    const { change, environment } = question;
    const { service, target } = change;
    // What is set on the application itself is in no commit that manifests could go into.
    if (target.type !== 'git') return undefined;
    const folder = this.#folderOf(target);
    const place = { service, environment, folder };
    const strategy = await this.#options.strategies.covering(place);
    return strategy && this.#ask(strategy, question, signal);
  }

  async #ask(
    strategy: DeliveryStrategy,
    question: NeedsQuestion,
    signal?: AbortSignal,
  ): Promise<FoundNeeds> {
    const { requestedBy, promotion, change, source } = question;
    const { service, to, version } = change;
    const limit = AbortSignal.timeout(PATIENCE_MS);
    try {
      const found = await this.#options.commits.sourceOf(source);
      if ('why' in found) return closed(strategy, sentence(found.why));
      const asked = {
        ...{ service: service.ref, environment: to, version },
        ...{ commit: found.commit, requestedBy, promotion },
      };
      const { digest, needs, verdicts } = await strategy.compare(asked, {
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      });
      const { name } = strategy;
      return {
        planned: { strategy: name, commit: found.commit, digest, shown: needs },
        gates: verdicts.map(one => toReport(strategy, one)),
      };
    } catch (error) {
      signal?.throwIfAborted();
      const { message } = toError(error);
      this.#options.logger.warn(
        `What ${service.ref} ${version} needs in ${to} could not be asked: ${message}`,
      );
      return closed(
        strategy,
        `It could not be asked: ${message}. It stays closed until it can.`,
      );
    }
  }

  #folderOf({ repository, branch, folder }: GitTarget): DeliveredFolder {
    const git = this.#options.repositories.open({ url: repository, branch });
    return {
      ...{ repository, branch, path: folder },
      readFile: async name => {
        const file = inFolder(folder, name);
        return (await git.readFiles([file])).get(file);
      },
    };
  }
}

function closed(strategy: DeliveryStrategy, message: string): FoundNeeds {
  return { gates: [toReport(strategy, { state: 'closed', message })] };
}

function toReport(
  { name, title }: DeliveryStrategy,
  { key, opensAt, ...verdict }: GateVerdict,
): GateReport {
  return {
    id: key ? `${name}/${key}` : name,
    type: name,
    title,
    ...verdict,
    ...(opensAt && { opensAt: opensAt.toISOString() }),
  };
}

function sentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}
