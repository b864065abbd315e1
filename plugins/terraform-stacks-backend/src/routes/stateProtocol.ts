import type { AuditorService } from '@backstage/backend-plugin-api';
import { AuthenticationError, InputError } from '@backstage/errors';
import { audited } from '@towpath/backend-kit';
import type { JsonObject } from '@backstage/types';
import express, { type Request, type Response, type Router } from 'express';
import type { FailedTries } from '../state/FailedTries';
import type { LockInfo, LockRow } from '../state/LockStore';
import type { StateAccess } from '../state/StateAccess';
import type { StateCaller } from '../state/StateCaller';
import { holderOf, LockHeldError, type States } from '../state/States';

interface StateProtocolOptions {
  states: States;
  access: StateAccess;
  failed: FailedTries;
  auditor: AuditorService;
  /** The largest state, as Express reads sizes. */
  limit: string;
}

interface Call {
  caller: StateCaller;
  request: Request;
  response: Response;
}

type Operation = (states: States, call: Call) => Promise<void>;

/** By the method of HTTP, as Terraform's backend "http" asks. */
const OPERATIONS: Record<string, { name: string; work: Operation }> = {
  GET: { name: 'read', work: read },
  POST: { name: 'write', work: write },
  DELETE: { name: 'delete', work: remove },
  LOCK: { name: 'lock', work: lock },
  UNLOCK: { name: 'unlock', work: unlock },
};

/**
 * Answers `/state/:key` as the backend "http" of Terraform and OpenTofu expects it. Nobody of Backstage's is asked
 * for: who calls proves by Basic authentication whose run, or who, they are.
 */
export function stateProtocol(options: StateProtocolOptions): Router {
  const { limit } = options;
  const router = express.Router();
  const whole = express.raw({ type: () => true, limit, inflate: false });
  const answer: express.RequestHandler = async (request, response, next) => {
    const operation = OPERATIONS[request.method];
    if (!operation) {
      response.status(405).end();
      return;
    }
    try {
      const caller = await findCaller(request, response, options);
      if (!caller) return;
      await readBody(whole, request, response);
      await perform(operation, { caller, request, response }, options);
    } catch (error) {
      if (!answerInWords(error, response, limit)) next(error);
    }
  };
  const route = router.route('/state/:key');
  route.get(answer).post(answer).delete(answer).lock(answer).unlock(answer);
  return router;
}

/** Undefined once it has answered. */
async function findCaller(
  request: Request,
  response: Response,
  { access, failed, auditor }: StateProtocolOptions,
): Promise<StateCaller | undefined> {
  const basic = readBasic(request);
  if (!basic) {
    askForCredentials(response);
    throw new AuthenticationError(
      'States are for who shows credentials by Basic authentication. Make some on the page of the stack',
    );
  }
  const { username, password } = basic;
  const stack = request.params.key;
  try {
    return await access.find(stack, username, password);
  } catch (error) {
    if (error instanceof AuthenticationError) {
      askForCredentials(response);
      // Who is right is let in however often others from there were wrong.
      if (failed.isTooMany(request.ip ?? '')) {
        response.setHeader('Retry-After', '60');
        response.status(429).end();
        return undefined;
      }
    }
    const by = `nobody (${username.slice(0, 80)})`;
    await audited(auditor, { by, request }, eventOf(request, {}), async () => {
      throw error;
    });
    throw error;
  }
}

async function perform(
  { name, work }: { name: string; work: Operation },
  call: Call,
  { states, auditor }: StateProtocolOptions,
): Promise<void> {
  const { caller, request } = call;
  const who =
    caller.run === undefined
      ? { credential: caller.credential }
      : { run: caller.run };
  await audited(
    auditor,
    { by: caller.by, request },
    eventOf(request, { operation: name, ...who }),
    () => work(states, call),
  );
}

function eventOf({ method, params, query }: Request, meta: JsonObject) {
  const lockId = textOf(query.ID);
  return {
    eventId: 'terraform-stacks-state',
    severityLevel: method === 'GET' ? ('low' as const) : ('medium' as const),
    meta: {
      stack: params.key,
      method,
      ...(lockId && { lock: lockId }),
      ...meta,
    },
  };
}

function askForCredentials(response: Response): void {
  response.setHeader('WWW-Authenticate', 'Basic realm="Terraform state"');
}

/** Undefined for who shows none, and so has guessed none. */
function readBasic({ headers }: Request) {
  const [, encoded] =
    /^Basic ([A-Za-z0-9+/=]+)$/i.exec(headers.authorization ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  const at = text.indexOf(':');
  return {
    username: at < 0 ? '' : text.slice(0, at),
    password: text.slice(at + 1),
  };
}

function readBody(
  whole: express.RequestHandler,
  request: Request,
  response: Response,
): Promise<void> {
  return new Promise((done, fail) => {
    whole(request, response, error => (error ? fail(error) : done()));
  });
}

/** Without a body Express leaves an object. */
function bodyOf({ body }: Request): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

async function read(states: States, { caller, response }: Call) {
  const found = await states.read(caller.stack);
  if (!found) {
    response.status(204).end();
    return;
  }
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Content-MD5', found.md5);
  response.end(found.content);
}

async function write(states: States, { caller, request, response }: Call) {
  await states.write(caller, bodyOf(request), {
    lockId: textOf(request.query.ID),
    md5: request.header('Content-MD5'),
  });
  response.end();
}

async function remove(states: States, { caller, response }: Call) {
  await states.remove(caller);
  response.end();
}

async function lock(states: States, { caller, request, response }: Call) {
  const info = readInfo(bodyOf(request));
  if (!info) {
    throw new InputError('The body of LOCK has no ID: send a lock as JSON');
  }
  await states.lock(caller, info);
  response.end();
}

/** OpenTofu names the lock that is to be forced, and may name it in the words of {@link toHeld}. */
async function unlock(states: States, { caller, request, response }: Call) {
  const id = readInfo(bodyOf(request))?.ID.split(' ')[0];
  await states.unlock(caller, id);
  response.end();
}

function readInfo(body: Buffer): LockInfo | undefined {
  if (body.length === 0) return undefined;
  let raw: Partial<Record<keyof LockInfo, unknown>>;
  try {
    raw = JSON.parse(body.toString());
  } catch {
    throw new InputError('The body is no lock: it is no JSON');
  }
  const text = (name: keyof LockInfo) =>
    textOf(raw?.[name])?.slice(0, 1000).replaceAll('\0', '') ?? '';
  if (text('ID') === '') return undefined;
  return {
    ...{ ID: text('ID'), Operation: text('Operation'), Info: text('Info') },
    ...{ Who: text('Who'), Version: text('Version') },
    ...{ Created: text('Created'), Path: text('Path') },
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/**
 * Terraform before 1.15 shows nothing of the holder but the ID, so that it says who that is. OpenTofu and later ones
 * show all; there the first word is what force-unlock takes.
 */
function toHeld(held: LockRow): LockInfo {
  const since = held.since.toISOString();
  return {
    ID: `${held.id} (held by ${holderOf(held)}, since ${since})`,
    ...{ Operation: held.operation, Info: held.info },
    Who: held.run === null ? held.who : holderOf(held),
    ...{ Version: held.version, Created: since, Path: held.path },
  };
}

/** What the handler of errors has no words for. */
function answerInWords(
  error: unknown,
  response: Response,
  limit: string,
): boolean {
  if (error instanceof LockHeldError) {
    response.status(423).json(toHeld(error.lock));
    return true;
  }
  if ((error as { type?: string }).type !== 'entity.too.large') return false;
  const message = `The state is larger than ${limit}. Have the platform team raise terraform.stateLimit, or divide the stack; Terraform keeps the state in errored.tfstate until then`;
  response
    .status(413)
    .json({ error: { name: 'PayloadTooLargeError', message } });
  return true;
}
