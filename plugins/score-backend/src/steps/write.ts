import { isError } from '@backstage/errors';
import type { CommitRequest, FileEdit } from '@towpath/gitops';
import type { FileChange } from '@towpath/plugin-score-common';
import { done, fail, type Step, type StepContext } from '@towpath/workflow';
import {
  deliveryOf,
  placeOf,
  sourceOf,
  type ProvisionInput,
  type ProvisionState,
} from '../model/runs';
import { isDelivered, type ServicePlace } from '../model/ServicePlace';
import { isFinal } from './check';
import { renderProvided } from './renderProvided';
import type { StepServices } from './StepServices';

type Context = StepContext<ProvisionInput, ProvisionState>;

/** Writes the manifests, with what the resources gave out, in one commit. */
export function writeStep(
  services: StepServices,
): Step<ProvisionInput, ProvisionState> {
  return {
    name: 'write',
    retryFrom: 'check',
    async run(context) {
      try {
        return await write(services, context);
      } catch (error) {
        context.signal.throwIfAborted();
        if (isFinal(error)) return fail(error.message);
        throw error;
      }
    },
    async settle(context) {
      if (!isDelivered(placeOf(context.run))) return undefined;
      const written = await findEarlier(services, context);
      return written && { written };
    },
  };
}

/** How often manifests are rendered anew because somebody else has written to their folder meanwhile. */
const RENDERINGS = 3;

async function write(services: StepServices, context: Context) {
  const place = placeOf(context.run);
  if (!isDelivered(place)) {
    // What was to be deployed from there is not.
    await services.renderer.forget(place);
    return done({});
  }
  const earlier = await findEarlier(services, context);
  if (earlier) return done({ written: earlier });
  for (let left = RENDERINGS - 1; ; left--) {
    try {
      return await renderAndCommit(services, context);
    } catch (error) {
      const isBehind = isError(error) && error.name === 'ConflictError';
      if (!isBehind || left === 0) throw error;
      context.log.info(`${error.message}. Rendering once more`);
    }
  }
}

async function renderAndCommit(services: StepServices, context: Context) {
  const { input, run, log } = context;
  const place = deliveryOf(run);
  const { changes, problem } = input.removes
    ? { changes: await withoutRendered(services, place) }
    : await renderProvided(services, { place, source: sourceOf(input) });
  if (problem) return fail(problem);
  if (changes.length === 0) {
    log.info('Git says so already');
    return done({});
  }
  const { repository, request } = await prepare(services, context, changes);
  const { sha, created, base } = await repository.commit(request);
  if (!created && sha === base) return done({});
  log.info(`Written in commit ${sha}`);
  return done({ written: toWritten(repository, sha) });
}

async function withoutRendered(
  { renderer }: StepServices,
  place: ServicePlace,
): Promise<FileChange[]> {
  await renderer.forget(place);
  return renderer.withoutRendered(place);
}

/**
 * What a try that died has written. Asked before anything else: with that in Git there is nothing left to change, which
 * would look as if this run had written nothing.
 */
async function findEarlier(services: StepServices, context: Context) {
  const { repository, request } = await prepare(services, context, []);
  const found = await repository.findCommit(request);
  return found && toWritten(repository, found.sha);
}

async function prepare(
  { repositories, author }: StepServices,
  { run, runId, input, signal }: Context,
  changes: FileChange[],
) {
  const { folder, service, environment } = deliveryOf(run);
  const repository = repositories.open({
    url: folder.repository,
    branch: folder.branch,
  });
  const subject = input.removes
    ? `Remove ${service.name} from ${environment.name}`
    : `Provision ${service.name} in ${environment.name}`;
  const request: CommitRequest = {
    key: ['Towpath-Provision', runId],
    edits: changes.map(({ file, after }) => toEdit(file, after)),
    // A promotion may have written its version into the same file since it was read.
    expect: changes.map(({ file, before, after }) => ({
      file,
      path: 'What is written',
      after: before,
      edit: toEdit(file, before),
      undo: toEdit(file, after),
    })),
    message: input.reason ? `${subject}\n\n${input.reason}` : subject,
    trailers: { 'Requested-By': run.requestedBy },
    author,
    signal,
  };
  return { repository, request };
}

function toEdit(file: string, content: string | undefined): FileEdit {
  return { type: 'file', file, content: content ?? null };
}

function toWritten(
  repository: { commitUrl(sha: string): string },
  sha: string,
) {
  return { sha, url: repository.commitUrl(sha) };
}
