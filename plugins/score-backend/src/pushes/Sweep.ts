import { createHash } from 'node:crypto';
import type {
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Clock } from '@towpath/clock';
import type { GitHosts } from '@towpath/git-hosts';
import type { FollowStore } from '../database/FollowStore';
import type { LookStore } from '../database/LookStore';
import type { HookHost } from '../hooks/HookSettings';
import { secretOfRepository } from '../hooks/hookSecrets';
import type { AskedResources } from './AskedResources';
import type { ProvidingEnvironments } from './ProvidingEnvironments';
import type { ScoreSource, ScoreSources } from './ScoreSources';

const MINUTE_MS = 60_000;
/** How old the last look may be at a service with a Score file, and at one without. */
const AGE_MS = { with: 10 * MINUTE_MS, without: 60 * MINUTE_MS };
const HOOK_AGE_MS = 24 * 60 * MINUTE_MS;
/** In one sweep, which comes each minute: a Git host is not asked for thousands of files at once. */
const MOST = 50;

interface Parts {
  settings: HookHost[];
  hosts: GitHosts;
  sources: ScoreSources;
  asked: AskedResources;
  environments: ProvidingEnvironments;
  follow: FollowStore;
  looks: LookStore;
  discovery: DiscoveryService;
  clock: Clock;
  logger: LoggerService;
}

/**
 * Makes up for what nobody told: has the Score files of services looked at now and then, for the catalog and, where
 * anything follows from a push, for that; and sets the hooks of their repositories where the portal may.
 */
export class Sweep {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async sweep(signal: AbortSignal): Promise<void> {
    const { settings, environments, sources, logger } = this.#parts;
    const isFollowed =
      settings.length > 0 || (await environments.list()).length > 0;
    for (const source of await this.#due(await sources.all())) {
      signal.throwIfAborted();
      try {
        const hasScore = await this.#lookAt(source, signal);
        if (hasScore && isFollowed) await this.#follow(source, signal);
      } catch (error) {
        signal.throwIfAborted();
        logger.warn(
          `The Score file of ${source.service} was not looked at: ${error}`,
        );
      }
    }
  }

  /** Those that were looked at longest ago, and before them those that never were. */
  async #due(all: ScoreSource[]): Promise<ScoreSource[]> {
    const { follow, clock } = this.#parts;
    const known = await follow.services();
    const lookedAt = ({ service }: ScoreSource) =>
      known.get(service)?.looked_at.getTime() ?? 0;
    const isDue = (source: ScoreSource) => {
      const row = known.get(source.service);
      const age = AGE_MS[row?.has_score ? 'with' : 'without'];
      return lookedAt(source) <= clock.now() - age;
    };
    return all
      .filter(isDue)
      .sort((a, b) => lookedAt(a) - lookedAt(b))
      .slice(0, MOST);
  }

  async #lookAt(source: ScoreSource, signal: AbortSignal): Promise<boolean> {
    const { asked, follow } = this.#parts;
    const { service } = source;
    // Before it is asked: one that cannot be read comes again at its turn, and holds up no other.
    const before = (await follow.services()).get(service)?.has_score ?? false;
    await follow.putLooked(service, before);
    const hasScore = await asked.look(source, signal);
    await follow.putLooked(service, hasScore);
    return hasScore;
  }

  async #follow(source: ScoreSource, signal: AbortSignal): Promise<void> {
    const { host, owner, name } = source.repository;
    const { looks } = this.#parts;
    await looks.askToo({ type: 'push', cause: 'sweep', host, owner, name });
    await this.#setHook(source, signal);
  }

  /** One of this repository alone, with a secret that is good for no other. */
  async #setHook(source: ScoreSource, signal: AbortSignal): Promise<void> {
    const { settings, hosts, follow, discovery, clock } = this.#parts;
    const { repository, service } = source;
    const { host, owner, name } = repository;
    const known = settings.find(one => one.host === host.toLowerCase());
    if (!known?.register) return;
    const base = await discovery.getExternalBaseUrl('score');
    const path = [host, owner, name].map(encodeURIComponent).join('/');
    const url = `${base}/hooks/${path}`;
    const secret = secretOfRepository(known.secret, repository);
    const hook = createHash('sha256').update(`${url} ${secret}`).digest('hex');
    const set = (await follow.services()).get(service);
    const setAt = set?.hooked_at?.getTime() ?? 0;
    if (set?.hook === hook && setAt > clock.now() - HOOK_AGE_MS) return;
    const { hooks } = hosts.of(repository);
    const events = ['push', 'pull_request'] as const;
    await hooks.ensure(
      repository,
      { url, secret, events: [...events] },
      signal,
    );
    await follow.putHooked(service, hook);
  }
}
