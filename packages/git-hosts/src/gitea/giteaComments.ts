import { presentComment, type CommentCalls } from '../comments/DefaultComments';
import { notUnderstood } from '../http/failures';
import type { GiteaLine } from './giteaLine';

export const giteaComments = ({ ask }: GiteaLine): CommentCalls => ({
  /** Gitea answers all of them at once. */
  async list(repository, number, signal) {
    const { owner, name } = repository;
    const { data } = await ask(repository, signal, ({ repos }) =>
      repos.issueGetComments(owner, name, number),
    );
    if (!Array.isArray(data)) {
      throw notUnderstood(repository, 'a list of comments');
    }
    return data.map(item => presentComment(repository, item));
  },

  create(repository, number, body, signal) {
    const { owner, name } = repository;
    return ask(repository, signal, ({ repos }) =>
      repos.issueCreateComment(owner, name, number, { body }),
    );
  },

  edit(repository, { id }, body, signal) {
    const { owner, name } = repository;
    return ask(repository, signal, ({ repos }) =>
      repos.issueEditComment(owner, name, id, { body }),
    );
  },
});
