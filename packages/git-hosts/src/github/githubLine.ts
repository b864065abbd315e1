import { Octokit } from '@octokit/core';
import { connect, type Line } from '../http/connect';
import type { OpenDoor } from '../http/openDoor';

export type GithubLine = Line<Octokit>;

/** What GitHub gives a page at the most. */
export const PAGE_SIZE = 100;

/** GitHub's REST API. */
export const githubLine = (open: OpenDoor): GithubLine =>
  connect(
    open,
    ({ apiUrl }, send) =>
      new Octokit({ baseUrl: apiUrl, request: { fetch: send } }),
  );

/** How GitHub's API names a repository. */
export const repoOf = ({ owner, name }: { owner: string; name: string }) => ({
  owner,
  repo: name,
});
