import type { HostedRepository } from '../location/HostedRepository';

/** `review` is what people say of a pull request: approvals, refusals, comments. */
export type HookEvent = 'push' | 'pull_request' | 'review';

export interface Hook {
  /** Which the host sends to. No other hook has the same. */
  url: string;
  /** A host may send more than these to the same address. */
  events: HookEvent[];
  /** By which the receiver knows what is true; no host ever shows it again. */
  secret: string;
}

/**
 * Webhooks of a repository. GitHub says to who may not see them that there are none of the repository: that
 * is an error here.
 */
export interface Hooks {
  /**
   * Has the host send these events to the address, in the place of all hooks that it has for it. The secret is set each
   * time. In between, an event may come from two hooks, but never from none.
   */
  ensure(
    repository: HostedRepository,
    hook: Hook,
    signal?: AbortSignal,
  ): Promise<void>;
  /** @returns false when there is none for the address */
  remove(
    repository: HostedRepository,
    url: string,
    signal?: AbortSignal,
  ): Promise<boolean>;
}
