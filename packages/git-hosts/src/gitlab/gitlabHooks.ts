import { ProjectHooks } from '@gitbeaker/rest';
import { presentHook, type HookCalls } from '../hooks/DefaultHooks';
import type { Hook } from '../hooks/Hooks';
import { PAGE_SIZE, projectOf, type GitlabLine } from './gitlabLine';

export const gitlabHooks = ({ ask, list }: GitlabLine): HookCalls => ({
  list(repository, signal) {
    const project = projectOf(repository);
    return list(repository, signal, {
      what: 'a list of hooks',
      page: (options, page) =>
        new ProjectHooks(options).all(project, { page, perPage: PAGE_SIZE }),
      present: item => presentHook(repository, item),
      keyOf: ({ id }) => id,
    });
  },

  create(repository, hook, signal) {
    const project = projectOf(repository);
    return ask(repository, signal, options =>
      new ProjectHooks(options).add(project, hook.url, fieldsOf(hook)),
    );
  },

  edit(repository, { id }, hook, signal) {
    const project = projectOf(repository);
    return ask(repository, signal, options =>
      new ProjectHooks(options).edit(project, id, hook.url, fieldsOf(hook)),
    );
  },

  remove(repository, { id }, signal) {
    return ask(repository, signal, options =>
      new ProjectHooks(options).remove(projectOf(repository), id),
    );
  },
});

/** All that are wanted or not: what is not said stays as it was. An approval comes with the merge request. */
function fieldsOf({ events, secret }: Hook) {
  return {
    token: secret,
    pushEvents: events.includes('push'),
    mergeRequestsEvents:
      events.includes('pull_request') || events.includes('review'),
    noteEvents: events.includes('review'),
  };
}
