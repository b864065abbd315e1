import { createHash } from 'node:crypto';
import type { Entity } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import type {
  GitRepositories,
  Author,
  PullRequestRequest,
} from '@towpath/gitops';
import type { Proposal } from '@towpath/plugin-score-common';
import type { ScoreFile, ScoreFiles } from '../source/ScoreFiles';
import { fileAt, textChange } from '../source/textChange';

/** A Score file as somebody wants it. */
interface Wanted {
  entity: Entity;
  text: string;
  /** SHA-256 of the text that was edited. */
  base: string;
  /** Who asks. */
  by: { ref: string; name?: string; email?: string };
}

/** How often the same text can be proposed, after each pull request was closed. */
const MOST_TIMES = 20;

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

/** By what a text is known again: who edits looks at it before. */
export const digestOfText = sha256;

/** Opens pull requests that change the Score files of services. */
export class Proposer {
  readonly #parts: {
    files: ScoreFiles;
    repositories: GitRepositories;
    author: Author;
  };

  constructor(parts: {
    files: ScoreFiles;
    repositories: GitRepositories;
    /** Who commits, on behalf of who asks. */
    author: Author;
  }) {
    this.#parts = parts;
  }

  /**
   * Opens one, or answers the open one that has this text for the same file.
   *
   * @throws ConflictError when the file is another one by now, InputError when the text is what the file says
   */
  async propose(wanted: Wanted): Promise<Proposal> {
    const file = await this.#fileToChange(wanted);
    const { branch, path } = fileAt(file.url);
    const { repositories } = this.#parts;
    const repository = repositories.open({ url: file.url, branch });
    for (let time = 1; time <= MOST_TIMES; time++) {
      const request = this.#requestFor(wanted, { file, path, time });
      const pull = await repository.openPullRequest(request);
      const { number, url, state } = pull;
      if (state === 'open') return { number, url };
    }
    throw new ConflictError(
      `This text has been proposed ${MOST_TIMES} times, and each pull request was closed. Change the text`,
    );
  }

  async #fileToChange({ entity, text, base }: Wanted): Promise<ScoreFile> {
    const file = await this.#parts.files.find(entity);
    if (!file) {
      throw new ConflictError(
        `${entity.metadata.name} has no Score file to change. Add one beside its catalog-info.yaml first`,
      );
    }
    if (sha256(file.text) !== base) {
      throw new ConflictError(
        `The Score file of ${entity.metadata.name} has been changed since it was opened here. Load it anew, and make the change once more`,
      );
    }
    if (file.text === text) {
      throw new InputError('score is what the file says already');
    }
    return file;
  }

  #requestFor(
    { entity, text, base, by }: Wanted,
    { file, path, time }: { file: ScoreFile; path: string; time: number },
  ): PullRequestRequest {
    const { name } = entity.metadata;
    const digest = sha256(`${base} ${text}`).slice(0, 16);
    const id = time === 1 ? digest : `${digest}-${time}`;
    const title = `Change ${path.split('/').at(-1)} of ${name}`;
    return {
      key: ['Towpath-Proposal', id],
      branch: `towpath/score-${id}`,
      ...textChange(path, { before: file.text, after: text }),
      message: title,
      trailers: { 'Requested-By': by.ref, ...coAuthor(by) },
      author: this.#parts.author,
      title,
      body: `${
        by.name ?? by.ref
      } asks for this change, in the Score editor of the portal.`,
    };
  }
}

/** As Git hosts read it; absent where the catalog does not know both, or one of them would be more than a name. */
function coAuthor({ name, email }: Wanted['by']): Record<string, string> {
  const isPlain = (text?: string): text is string =>
    Boolean(text) && !/[<>\r\n\0]/.test(text!) && text === text!.trim();
  return isPlain(name) && isPlain(email)
    ? { 'Co-authored-by': `${name} <${email}>` }
    : {};
}
