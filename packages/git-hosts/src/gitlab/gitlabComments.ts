import { MergeRequestNotes } from '@gitbeaker/rest';
import { comments, type CommentCalls } from '../comments/DefaultComments';
import { PAGE_SIZE, projectOf, type GitlabLine } from './gitlabLine';

/** GitLab calls them notes. */
export const gitlabComments = ({ ask, list }: GitlabLine): CommentCalls => ({
  list(repository, number, signal) {
    const project = projectOf(repository);
    return list(repository, signal, {
      ...comments(repository),
      page: (options, page) =>
        new MergeRequestNotes(options).all(project, number, {
          page,
          perPage: PAGE_SIZE,
        }),
    });
  },

  create(repository, number, body, signal) {
    return ask(repository, signal, options =>
      new MergeRequestNotes(options).create(
        projectOf(repository),
        number,
        body,
      ),
    );
  },

  edit(repository, { id, number }, body, signal) {
    return ask(repository, signal, options =>
      new MergeRequestNotes(options).edit(projectOf(repository), number, id, {
        body,
      }),
    );
  },
});
