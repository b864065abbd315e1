import { ResponseError } from '@backstage/errors';
import {
  askAgain,
  done,
  fail,
  wait,
  type Step,
  type StepContext,
} from '@towpath/workflow';
import { isDeepStrictEqual } from 'node:util';
import type { Credentials } from '../holding/Credentials';
import type { Hold, HoldStore, SealedRequest } from '../holding/HoldStore';
import type { LookedAt, Requests } from '../holding/Requests';
import type { ScaffolderTasks } from '../holding/ScaffolderTasks';
import type { HeldInput, HeldState } from '../model/runs';
import { stepsOf } from '../model/TaskRequest';
import { toRules } from '../model/toRules';

/** What the step needs. */
export interface StartServices {
  store: HoldStore;
  credentials: Credentials;
  requests: Requests;
  tasks: ScaffolderTasks;
  /** Has somebody told, once for a digest. */
  tell(id: string, what: 'asked' | 'approved', digest: string): Promise<void>;
}

type Context = StepContext<HeldInput, HeldState>;

/** Begins the task as who asked for it, once, and only as it was approved. */
export function startStep(services: StartServices): Step<HeldInput, HeldState> {
  return {
    name: 'start',
    async run(context) {
      try {
        return await start(context, services);
      } catch (error) {
        context.signal.throwIfAborted();
        if (isFinal(error)) return fail(`It was refused: ${wordsOf(error)}`);
        // Nothing is known of what was approved, so nothing is concluded.
        return wait({
          every: { seconds: 15 },
          reason: `It is approved, and could not begin yet: ${wordsOf(error)}`,
        });
      }
    },
  };
}

async function start(context: Context, services: StartServices) {
  const { store, credentials, requests, tasks } = services;
  const { runId: id, run, log } = context;
  const hold = (await store.find(id))!;
  const sealed = await store.request(id);
  const earlier = hold.task ?? (await findBegun(hold, sealed, services));
  if (earlier) return begun(id, earlier, store);
  if (!sealed) return fail<HeldState>('What was asked is not kept any more');
  const acting = await credentials.of(id);
  if (!acting) return waitForRequester(context, services);
  const looked = await requests.lookAgain(hold, sealed, acting);
  const { denied } = looked.judgement;
  if (denied) return fail<HeldState>(`A rule says no by now: ${denied}`);
  if (looked.digest !== run.approval?.digest) {
    return askAnew(id, looked, services);
  }
  const pass = `${id}.${await store.givePass(id)}`;
  const { template: templateRef, retries } = hold;
  const asked = { templateRef, ...sealed, retries };
  const task = await tasks.begin(asked, acting, pass);
  log.info(`It began as task ${task}`);
  return begun(id, task, store);
}

async function begun(id: string, task: string, store: HoldStore) {
  await store.begun(id, task);
  return done<HeldState>({ task, needsRequester: false });
}

async function waitForRequester(
  { runId: id, run }: Context,
  { tell }: StartServices,
) {
  await tell(id, 'approved', run.approval?.digest ?? '');
  return wait<HeldState>({
    every: { hours: 1 },
    reason: `It is approved. ${run.requestedBy} has to have it go on: the sign-in in whose name it was asked for has ended`,
    output: { needsRequester: true },
  });
}

async function askAnew(
  id: string,
  { request, judgement, digest, unseen }: LookedAt,
  { tell }: StartServices,
) {
  await tell(id, 'asked', digest);
  return askAgain<HeldState>({
    digest,
    required: toRules(judgement.approvals),
    reason:
      'The template, its files or the rules have changed since it was approved. It has to be looked at again',
    output: {
      steps: stepsOf(request.template),
      differences: judgement.verdicts.filter(({ effect }) => effect === 'gate'),
      unseen,
    },
  });
}

/** The task that an earlier try began and had no time to write down. */
async function findBegun(
  { passedAt, requestedBy, template, retries }: Hold,
  sealed: SealedRequest | undefined,
  { store, tasks }: StartServices,
): Promise<string | undefined> {
  if (!passedAt || !sealed) return undefined;
  if (retries) {
    return (await tasks.wasRetried(retries, passedAt)) ? retries : undefined;
  }
  const found = await tasks.begunSince(passedAt, requestedBy, template);
  const known = await store.begunTasks(found.map(({ id }) => id));
  return found.find(
    ({ id, spec }) =>
      !known.has(id) && isDeepStrictEqual(spec.parameters, sealed.values),
  )?.id;
}

/** What the scaffolder says no to stays so; a conflict is looked at again. */
function isFinal(error: unknown): boolean {
  if ((error as Error).name === 'NotFoundError') return true;
  return (
    error instanceof ResponseError &&
    error.statusCode >= 400 &&
    error.statusCode < 500 &&
    ![401, 408, 409, 429].includes(error.statusCode)
  );
}

function wordsOf(error: unknown): string {
  if (!(error instanceof ResponseError)) return (error as Error).message;
  return error.body?.error?.message ?? error.message;
}
