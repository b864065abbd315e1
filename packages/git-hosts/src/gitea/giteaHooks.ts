import { presentHook, type HookCalls } from '../hooks/DefaultHooks';
import type { HookEvent } from '../hooks/Hooks';
import { PAGE_SIZE, type GiteaLine } from './giteaLine';

/** Gitea's event of pull requests brings reviews and comments too. */
const EVENTS: Record<HookEvent, string> = {
  push: 'push',
  pull_request: 'pull_request',
  review: 'pull_request_review',
};

/** Gitea takes no other secret for a hook that it has: there is no edit. */
export const giteaHooks = ({ ask, list }: GiteaLine): HookCalls => ({
  list(repository, signal) {
    const { owner, name } = repository;
    return list(repository, signal, {
      what: 'a list of hooks',
      page: async ({ repos }, page) => {
        const query = { page, limit: PAGE_SIZE };
        return (await repos.repoListHooks(owner, name, query)).data;
      },
      present: item => presentHook(repository, item),
      keyOf: ({ id }) => id,
    });
  },

  create(repository, { url, events, secret }, signal) {
    const { owner, name } = repository;
    return ask(repository, signal, ({ repos }) =>
      repos.repoCreateHook(owner, name, {
        type: 'gitea',
        active: true,
        config: { url, content_type: 'json', secret },
        events: events.map(event => EVENTS[event]),
      }),
    );
  },

  remove(repository, { id }, signal) {
    const { owner, name } = repository;
    return ask(repository, signal, ({ repos }) =>
      repos.repoDeleteHook(owner, name, id),
    );
  },
});
