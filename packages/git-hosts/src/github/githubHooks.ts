import { presentHook, type HookCalls } from '../hooks/DefaultHooks';
import type { Hook, HookEvent } from '../hooks/Hooks';
import { PAGE_SIZE, repoOf, type GithubLine } from './githubLine';

const EVENTS: Record<HookEvent, string[]> = {
  push: ['push'],
  pull_request: ['pull_request'],
  review: ['pull_request_review', 'pull_request_review_comment'],
};

export const githubHooks = ({ ask, list }: GithubLine): HookCalls => ({
  list(repository, signal) {
    const query = { ...repoOf(repository), per_page: PAGE_SIZE };
    return list(repository, signal, {
      what: 'a list of hooks',
      page: async (octokit, page) =>
        (
          await octokit.request('GET /repos/{owner}/{repo}/hooks', {
            ...query,
            page,
          })
        ).data,
      present: item => presentHook(repository, item),
      keyOf: ({ id }) => id,
    });
  },

  create(repository, hook, signal) {
    const wanted = { ...repoOf(repository), ...fieldsOf(hook) };
    return ask(repository, signal, octokit =>
      octokit.request('POST /repos/{owner}/{repo}/hooks', wanted),
    );
  },

  edit(repository, { id }, hook, signal) {
    const wanted = { ...repoOf(repository), ...fieldsOf(hook), hook_id: id };
    return ask(repository, signal, octokit =>
      octokit.request('PATCH /repos/{owner}/{repo}/hooks/{hook_id}', wanted),
    );
  },

  remove(repository, { id }, signal) {
    const known = { ...repoOf(repository), hook_id: id };
    return ask(repository, signal, octokit =>
      octokit.request('DELETE /repos/{owner}/{repo}/hooks/{hook_id}', known),
    );
  },
});

function fieldsOf({ url, events, secret }: Hook) {
  return {
    active: true,
    events: events.flatMap(event => EVENTS[event]),
    config: { url, content_type: 'json', secret },
  };
}
