import type { Clock } from '@towpath/clock';
import { ScimError } from './ScimError';
import type { ClientCredentials, ScimSettings } from './ScimSettings';

/** What is sent as bearer token, and where it comes from. */
export interface Tokens {
  /** `isKept` says that an earlier request was answered with it, so that a refusal can mean that it ended since. */
  get(signal: AbortSignal): Promise<{ token: string; isKept: boolean }>;
  /** It is not taken any more: the next request asks for another one. */
  forget(token: string): void;
}

/** A token is not used in its last minute: it would end on the way. */
const SPARE_MS = 60_000;

export function createTokens(
  credentials: ScimSettings['credentials'],
  clock: Clock,
): Tokens {
  if ('token' in credentials) {
    const { token } = credentials;
    return { get: async () => ({ token, isKept: false }), forget() {} };
  }
  let kept: { token: string; until: number } | undefined;
  return {
    get: async signal => {
      if (kept && kept.until > clock.now()) {
        return { token: kept.token, isKept: true };
      }
      const { token, seconds } = await askForToken(credentials, signal);
      kept = { token, until: clock.now() + seconds * 1000 - SPARE_MS };
      return { token, isKept: false };
    },
    forget: token => {
      if (kept?.token === token) kept = undefined;
    },
  };
}

async function askForToken(
  { tokenUrl, clientId, clientSecret, scope }: ClientCredentials,
  signal: AbortSignal,
): Promise<{ token: string; seconds: number }> {
  const response = await fetch(tokenUrl, {
    method: 'POST',
    redirect: 'manual',
    signal,
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      ...(scope && { scope }),
    }),
  }).catch(cause => {
    throw new ScimError(`${tokenUrl} could not be asked: ${cause.message}`, {
      ending: 'away',
      cause,
    });
  });
  const answer = await response.json().catch(() => undefined);
  const seconds = Number(answer?.expires_in ?? 300);
  if (response.ok && typeof answer?.access_token === 'string') {
    return { token: answer.access_token, seconds };
  }
  throw refusedBy(tokenUrl, response.status, answer);
}

function refusedBy(
  tokenUrl: string,
  status: number,
  answer?: { error?: unknown },
): ScimError {
  if (status === 429 || status >= 500) {
    return new ScimError(`${tokenUrl} answered ${status}`, {
      ...{ ending: 'away', status },
    });
  }
  if (typeof answer?.error === 'string') {
    return new ScimError(
      `${tokenUrl} gives no token: ${answer.error}. Check scim.clientId, scim.clientSecret and scim.scope`,
      { ending: 'no', status },
    );
  }
  return new ScimError(
    `${tokenUrl} answered ${status} with what is no token. Check scim.tokenUrl`,
    { ending: 'unclear', status },
  );
}
