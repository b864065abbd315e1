import type { GithubEntityProvider } from '@backstage/plugin-catalog-backend-module-github';

type Ask = (query: string, variables: object) => Promise<unknown>;

/** What upstream's provider asks GitHub with; private there. */
interface Asking {
  createGraphqlClient(organization: string): Promise<Ask>;
}

interface Answer {
  repositoryOwner?: {
    repositories?: { nodes?: (Record<string, unknown> | null)[] | null } | null;
  } | null;
}

/** What decides whether a repository is described, and whether it may be null. */
const FIELDS: Record<string, boolean> = {
  name: false,
  url: false,
  catalogInfoFile: true,
  defaultBranchRef: true,
  isArchived: false,
  isFork: false,
  visibility: false,
  repositoryTopics: false,
};

/**
 * Has a list of repositories with a gap fail the refresh, which leaves all as it is. Upstream passes over an
 * entry that is null, and so removes what that repository describes; GitHub answers so, without an error, for
 * one that it does not show at the moment.
 *
 * @throws Error when upstream asks in another way than this knows
 */
export function refuseGaps(
  provider: GithubEntityProvider,
): GithubEntityProvider {
  const asking = provider as unknown as Asking;
  const createGraphqlClient = asking.createGraphqlClient?.bind(provider);
  if (!createGraphqlClient) {
    throw new Error(
      `${provider.getProviderName()} has no createGraphqlClient any more, so its lists cannot be checked for gaps. Take the version of @backstage/plugin-catalog-backend-module-github that yarn.lock names`,
    );
  }
  asking.createGraphqlClient = async organization => {
    const ask = await createGraphqlClient(organization);
    return async (query, variables) => {
      const answer = await ask(query, variables);
      requireWhole(organization, answer);
      return answer;
    };
  };
  return provider;
}

function requireWhole(organization: string, answer: unknown): void {
  const { repositoryOwner } = (answer ?? {}) as Answer;
  const nodes = repositoryOwner?.repositories?.nodes ?? [];
  for (const [at, node] of nodes.entries()) {
    const gap = gapOf(node);
    if (!gap) continue;
    throw new Error(
      `GitHub's list of the repositories of ${organization} is not understood, so nothing is added or removed: repositories.nodes.${at} ${gap}. If the token may not see that repository now, grant it access, or authorize it for single sign-on`,
    );
  }
}

/** What an entry leaves open, if anything. */
function gapOf(node: Record<string, unknown> | null): string | undefined {
  if (node === null) return 'is null';
  const open = Object.entries(FIELDS)
    .filter(([field, mayBeNull]) =>
      mayBeNull ? node[field] === undefined : (node[field] ?? '') === '',
    )
    .map(([field]) => field);
  return open.length > 0 ? `does not say its ${open.join(', ')}` : undefined;
}
