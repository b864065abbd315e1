import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal';

/** Who is at the other end of a socket, and until when. */
export interface Listener {
  credentials: BackstageCredentials<BackstageUserPrincipal>;
  /** The person and what they own for, as entity references. */
  refs: ReadonlySet<string>;
  /** The end of the session that the token stands for. */
  expiresAt: Date;
}

interface Options {
  auth: AuthService;
  userInfo: UserInfoService;
}

/**
 * Finds out who asks for a socket. The token stands in `Sec-WebSocket-Protocol`, the only header
 * that a page can set. Of which origin the page may be is the front door's to say, before.
 *
 * @throws Refusal
 */
export async function admit(
  { headers }: IncomingMessage,
  { auth, userInfo }: Options,
): Promise<Listener> {
  const { 'sec-websocket-protocol': token } = headers;
  if (!token) {
    throw new Refusal(
      401,
      'Sign in, and send your token as Sec-WebSocket-Protocol',
    );
  }
  const credentials = await authenticate(token, auth);
  if (!auth.isPrincipal(credentials, 'user')) {
    throw new Refusal(403, 'Only a person may listen, with a token of theirs');
  }
  const { expiresAt } = credentials;
  if (!expiresAt || expiresAt.getTime() <= Date.now()) {
    throw new Refusal(401, 'The session has ended: sign in again');
  }
  const info = await userInfo.getUserInfo(credentials);
  return {
    credentials,
    refs: new Set([info.userEntityRef, ...info.ownershipEntityRefs]),
    expiresAt,
  };
}

async function authenticate(token: string, auth: AuthService) {
  try {
    return await auth.authenticate(token);
  } catch (error) {
    if (isError(error) && error.name === 'AuthenticationError') {
      throw new Refusal(401, 'The token is not valid: sign in again');
    }
    throw error;
  }
}
