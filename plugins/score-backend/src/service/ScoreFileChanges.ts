import { createHash, randomUUID } from 'node:crypto';
import { InputError } from '@backstage/errors';
import type { Caller } from '@towpath/backend-kit';
import type { Author, GitRepositories } from '@towpath/gitops';
import type {
  AddedResource,
  AddResourceRequest,
} from '@towpath/plugin-score-common';
import type { DefinitionFolder } from '../definitions/DefinitionFolder';
import { toRef } from '../model/toRef';
import type { ServicePlaces } from '../places/ServicePlaces';
import { addResource } from '../source/addResource';
import type { ScoreFiles } from '../source/ScoreFiles';
import { fileAt, textChange } from '../source/textChange';
import type { Drafts } from './Drafts';

interface Parts {
  places: ServicePlaces;
  files: ScoreFiles;
  definitions: DefinitionFolder;
  drafts: Drafts;
  repositories: GitRepositories;
  /** Who commits. */
  author: Author;
}

/** Changes Score files in the repositories of their services, by a commit each. */
export class ScoreFileChanges {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Has the file of a service ask for one more resource.
   *
   * @param key - by it, the same person who asks for the same again finds the commit of the first.
   * @throws NotFoundError, InputError for a type that nothing provides or params that do not fit, ConflictError when the
   *   file has something else under that name
   */
  async add(
    ref: string,
    { environment, ...resource }: AddResourceRequest,
    caller: Caller,
    key: string = randomUUID(),
  ): Promise<AddedResource> {
    const { places, files, drafts } = this.#parts;
    const entity = await places.entity(toRef(ref), caller.credentials);
    const file = await files.require(entity);
    const outputs = await this.#outputsOf(resource);
    const text = addResource(file.text, resource, outputs);
    if (text === file.text) return { url: file.url, changed: false };
    const { valid, diagnostics } = await drafts.validate(
      { score: text, service: ref, environment },
      caller,
    );
    if (!valid) {
      const errors = diagnostics.filter(one => one.severity === 'error');
      throw new InputError(
        errors
          .map(({ file: other, path, message, fix }) =>
            [other, path, message, fix].filter(Boolean).join(': '),
          )
          .join('; '),
      );
    }
    return this.#commit(file, text, {
      subject: `Ask for ${resource.name} (${resource.type})`,
      by: caller.by,
      key: nameCommit([caller.by, toRef(ref), environment, resource, key]),
    });
  }

  async #outputsOf({
    type,
    class: kind = 'default',
  }: Omit<AddResourceRequest, 'environment'>): Promise<string[]> {
    const { definitions } = await this.#parts.definitions.get();
    const types = definitions.types();
    const found = types.find(one => one.type === type && one.class === kind);
    if (found) return Object.keys(found.outputs);
    const known = types.map(one => one.type).join(', ');
    throw new InputError(
      `type "${type}" of class "${kind}" is provided by nothing. There are ${known}`,
    );
  }

  async #commit(
    { url, text: before }: { url: string; text: string },
    after: string,
    { subject, by, key }: { subject: string; by: string; key: string },
  ): Promise<AddedResource> {
    const { branch, path } = fileAt(url);
    const { repositories, author } = this.#parts;
    const repository = repositories.open({ url, branch });
    const { sha, created } = await repository.commit({
      key: ['Towpath-Score', key],
      ...textChange(path, { before, after }),
      message: subject,
      trailers: { 'Requested-By': by },
      author,
    });
    return { url, changed: created, commit: repository.commitUrl(sha) };
  }
}

function nameCommit(of: unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(of))
    .digest('hex')
    .slice(0, 24);
}
