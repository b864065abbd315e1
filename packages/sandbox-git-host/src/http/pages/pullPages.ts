import { handle, listCommits } from '@towpath/sandbox-kit';
import { Router, type Request } from 'express';
import { unifiedDiff } from '../../git/diff.ts';
import type { MergeStyle } from '../../git/merge.ts';
import type { Host } from '../../host.ts';
import { mergePull } from '../../service/mergePull.ts';
import { commentPull } from '../../service/pullComments.ts';
import { pullConflicts, pullRefs } from '../../service/pullRefs.ts';
import { editPull } from '../../service/pulls.ts';
import { getPull, listPulls } from '../../store/pulls.ts';
import { latestStatuses, listStatuses } from '../../store/statuses.ts';
import { queryText, requireAccount } from '../request.ts';
import { presentDiff } from './presentDiff.ts';
import { renderPage } from './renderPage.ts';

/** Pull requests: list, page, merge, comment, close, open again. */
export function pullPages(host: Host): Router {
  const router = Router({ mergeParams: true });
  router.get(
    '/pulls',
    handle(async (request, response) => {
      const repository = host.repositories.get(request.params.repository);
      const state =
        queryText(request, 'state') === 'closed' ? 'closed' : 'open';
      const all = await listPulls(repository);
      const count = (wanted: string) =>
        all.filter(pull => pull.state === wanted).length;
      renderPage(host, request, response, 'pulls', {
        title: `Pull requests of ${repository.name}`,
        repository,
        tab: 'pulls',
        state,
        pulls: all.filter(pull => pull.state === state),
        open: count('open'),
        closed: count('closed'),
      });
    }),
  );
  router.get(
    '/pulls/:number([0-9]+).diff',
    handle(async (request, response) => {
      const { repository, refs } = await find(host, request);
      const known = refs.fork && refs.head;
      response
        .type('text/plain')
        .send(
          known
            ? await unifiedDiff(
                host.git,
                repository.gitDir,
                refs.fork!,
                refs.head!,
              )
            : '',
        );
    }),
  );
  router.get(
    '/pulls/:number([0-9]+)',
    handle(async (request, response) => {
      const { repository, pull, refs } = await find(host, request);
      const known = refs.fork && refs.head;
      const [commits, files, statuses, conflicts] = await Promise.all([
        known
          ? listCommits(host.git, repository.gitDir, {
              range: `${refs.fork}..${refs.head}`,
            })
          : [],
        known ? presentDiff(host, repository, refs.fork!, refs.head!) : [],
        refs.head ? listStatuses(repository, refs.head) : [],
        pull.state === 'open'
          ? pullConflicts(host, repository, refs)
          : undefined,
      ]);
      renderPage(host, request, response, 'pull', {
        title: `${pull.title} (#${pull.number})`,
        repository,
        tab: 'pulls',
        pull,
        refs,
        commits,
        files,
        statuses: latestStatuses(statuses),
        conflicts,
      });
    }),
  );
  const actions: Record<string, Action> = {
    merge: (name, number, account, body) =>
      mergePull(host, name, number, account, {
        style: styleOf(body.style),
        deleteBranch: body.delete === 'yes',
        expectedHead: String(body.head ?? ''),
      }),
    comment: (name, number, account, body) =>
      commentPull(host, name, number, account, String(body.body ?? '')),
    close: (name, number, account) =>
      editPull(host, name, number, account, { state: 'closed' }),
    reopen: (name, number, account) =>
      editPull(host, name, number, account, { state: 'open' }),
  };
  for (const [verb, act] of Object.entries(actions)) {
    router.post(
      `/pulls/:number([0-9]+)/${verb}`,
      handle(async (request, response) => {
        const { name } = host.repositories.get(request.params.repository);
        const number = Number(request.params.number);
        await act(name, number, requireAccount(response), request.body);
        response.redirect(303, `/${host.organisation}/${name}/pulls/${number}`);
      }),
    );
  }
  return router;
}

type Account = ReturnType<typeof requireAccount>;
type Action = (
  name: string,
  number: number,
  account: Account,
  body: Record<string, unknown>,
) => Promise<unknown>;

function styleOf(value: unknown): MergeStyle {
  return value === 'squash' || value === 'rebase' ? value : 'merge';
}

async function find(host: Host, request: Request) {
  const repository = host.repositories.get(request.params.repository);
  const pull = await getPull(repository, Number(request.params.number));
  return { repository, pull, refs: await pullRefs(host, repository, pull) };
}
