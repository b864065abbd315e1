import type { Application, OperationState } from '@towpath/argocd';
import { sampleApplication } from '@towpath/argocd/testUtils';
import type { GitRepositories } from '@towpath/gitops';
import type { Effect } from '../model/Effect';
import { isDeployed, isSeen } from './isDeployed';
import { deploysOther, findSync, isOfEffect } from './operation';

const SHA = 'a'.repeat(40);
const OTHER = 'b'.repeat(40);
const DEPLOYMENT = { group: 'apps', kind: 'Deployment', name: 'shop' };

/** No revision is asked of Git here: each is the commit itself, or has nothing to do with it. */
const repositories = {
  open: () => ({ log: async () => [{}] }),
} as unknown as GitRepositories;

const effect: Effect = {
  mark: { name: 'towpath.dev/promotion', value: '7' },
  commit: { repository: 'http://git.example/gitops', branch: 'main', sha: SHA },
};
const byParameter: Effect = { mark: effect.mark };

const selfHeal = (phase: OperationState['phase']): OperationState => ({
  phase,
  finishedAt: '2026-11-28T10:05:00Z',
  operation: {
    sync: {
      revision: SHA,
      autoHealAttemptsCount: 2,
      resources: [DEPLOYMENT],
    },
    initiatedBy: { automated: true },
  },
  syncResult: { revision: SHA },
});

const whole = (revision: string): OperationState => ({
  phase: 'Succeeded',
  finishedAt: '2026-11-28T10:01:00Z',
  operation: { sync: { revision } },
  syncResult: { revision },
});

function application(
  status: Application['status'],
  operation?: Application['operation'],
): Application {
  return {
    ...sampleApplication('shop', status),
    ...(operation && { operation }),
  };
}

const history = (revision: string) => [
  { id: 0, revision: OTHER, deployedAt: '2026-11-28T09:00:00Z' },
  { id: 1, revision, deployedAt: '2026-11-28T10:01:00Z' },
];

const drifted = (
  operationState: OperationState | undefined,
  revision: string,
  operation?: Application['operation'],
) =>
  application(
    {
      sync: { status: 'OutOfSync', revision: SHA },
      operationState,
      history: history(revision),
    },
    operation,
  );

describe('what is deployed', () => {
  it.each([
    ['self-heal has synced a part since', drifted(selfHeal('Succeeded'), SHA)],
    ['self-heal fails to put it right', drifted(selfHeal('Failed'), SHA)],
    ['self-heal is at work', drifted(selfHeal('Running'), SHA)],
    [
      'self-heal was just asked for, and the state cleared',
      drifted(undefined, SHA, selfHeal('Running').operation),
    ],
  ])('is so still while it drifts: %s', async (_, one) => {
    expect(await isDeployed(repositories, one, effect)).toBe(true);
    expect(await findSync(repositories, one, effect)).toEqual({
      finishedAt: '2026-11-28T10:01:00Z',
    });
  });

  it.each([
    ['only a part of it was', drifted(selfHeal('Succeeded'), OTHER)],
    ['another was deployed since', drifted(whole(OTHER), OTHER)],
    [
      'it was a dry run',
      drifted({ ...whole(SHA), operation: { sync: { dryRun: true } } }, OTHER),
    ],
  ])('is not what was written when %s', async (_, one) => {
    expect(await isDeployed(repositories, one, effect)).toBe(false);
  });

  it('is told by the sync where no history is kept', async () => {
    const one = application({ operationState: whole(SHA), history: [] });

    expect(await isDeployed(repositories, one, effect)).toBe(true);
  });

  it('is told by the sources where there is no commit, beside an empty source too', async () => {
    const sources = [{ repoURL: 'http://git.example/a', path: 'x' }];
    const one = drifted(selfHeal('Succeeded'), SHA);
    one.spec = { ...one.spec, source: undefined, sources };
    one.status!.history!.at(-1)!.sources = sources;
    one.status!.history!.at(-1)!.source = { repoURL: '' };

    expect(await findSync(repositories, one, byParameter)).toBeDefined();
    one.spec.sources = [{ ...sources[0], path: 'y' }];
    expect(await findSync(repositories, one, byParameter)).toBeUndefined();
  });
});

describe('whose an operation is', () => {
  it('is told by what was asked for, while the state of the one before is cleared', async () => {
    const ours = application({}, { sync: { revision: SHA } });

    expect(await isOfEffect(repositories, ours, effect)).toBe(true);
    const others = application({}, { sync: { revision: OTHER } });
    expect(await isOfEffect(repositories, others, effect)).toBe(false);
  });

  it('is not told by the one before, where a server leaves its state there', async () => {
    const one = application(
      { operationState: whole(SHA) },
      { sync: { revision: OTHER } },
    );

    expect(await isOfEffect(repositories, one, effect)).toBe(false);
  });

  it('is not known before its revision is a commit', async () => {
    const one = application({
      operationState: {
        phase: 'Running',
        operation: { sync: { revision: 'main' } },
      },
    });

    expect(await deploysOther(repositories, one, effect)).toBe(false);
  });
});

it('does not take the name of a branch for a commit that Argo CD has seen', async () => {
  const inGit = {
    // As Git says it: the branch has the commit in it.
    open: () => ({ log: async () => [] }),
  } as unknown as GitRepositories;
  const one = application({ sync: { status: 'Unknown', revision: 'main' } });

  expect(await isSeen(inGit, one, effect)).toBe(false);
});
