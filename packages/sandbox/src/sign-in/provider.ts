import Provider from 'oidc-provider';
import type { Account, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { createAdapter } from './adapter.ts';
import type { Directory } from './directory.ts';
import type { EntryStore } from './EntryStore.ts';
import type { Keys } from './keys.ts';
import type { Pages } from './pages.ts';
import type { Log, SamplePerson } from './types.ts';

/** The client id the portal signs in with. */
const CLIENT_ID = 'towpath';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface ProviderOptions {
  issuer: string;
  portalUrl: string;
  clientSecret: string;
  keys: Keys;
  store: EntryStore;
  directory: Directory;
  pages: Pages;
  log: Log;
}

/** Builds the OpenID Connect provider that the portal of this sandbox, and nobody else, may use. */
export function createProvider(options: ProviderOptions): Provider {
  const provider = new Provider(options.issuer, configuration(options));
  provider.on('server_error', (_ctx, error) =>
    options.log(`Sign-in failed: ${error.stack ?? error}`),
  );
  return provider;
}

function configuration(options: ProviderOptions): Configuration {
  return {
    adapter: createAdapter(options.store),
    clients: [portalClient(options)],
    jwks: options.keys.jwks,
    cookies: cookies(options.keys),
    scopes: ['openid', 'offline_access'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username', 'groups'],
      email: ['email', 'email_verified'],
    },
    ttl: lifetimes(),
    findAccount: (_ctx, id) => findAccount(options.directory.known(), id),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    features: features(options.pages),
    // Two tabs refresh at the same moment; with rotation the slower one would end the session of both.
    rotateRefreshToken: false,
    clientBasedCORS: () => false,
    renderError: (ctx, out) => renderError(ctx, out, options.pages),
  };
}

function portalClient({ portalUrl, clientSecret }: ProviderOptions) {
  return {
    client_id: CLIENT_ID,
    client_name: 'Towpath',
    client_secret: clientSecret,
    redirect_uris: [`${portalUrl}/api/auth/oidc/handler/frame`],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
    token_endpoint_auth_method: 'client_secret_basic' as const,
  };
}

// Cookies are shared by all ports of localhost: the names say whose they are.
function cookies(keys: Keys): Configuration['cookies'] {
  return {
    keys: keys.cookieKeys,
    names: {
      session: 'towpath-sign-in',
      interaction: 'towpath-sign-in-interaction',
      resume: 'towpath-sign-in-resume',
    },
  };
}

/** Seconds. A refresh token outlives a holiday, so that the portal is still signed in after it. */
function lifetimes(): Configuration['ttl'] {
  return {
    AccessToken: HOUR,
    AuthorizationCode: MINUTE,
    Grant: 30 * DAY,
    IdToken: HOUR,
    Interaction: HOUR,
    RefreshToken: 30 * DAY,
    Session: DAY,
  };
}

function features(pages: Pages): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    revocation: {
      enabled: true,
      allowedPolicy: (_ctx, client, token) =>
        token.clientId === client.clientId,
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        ctx.body = pages.signOut(form);
      },
      postLogoutSuccessSource: ctx => {
        ctx.body = pages.notice({
          title: 'You are signed out',
          message: 'Nobody is signed in to this sandbox in this browser.',
        });
      },
    },
  };
}

/**
 * By what is given to one person only (OpenID Connect Core §2, `sub`): tokens and sessions of somebody who left are not
 * those of a later one of the name.
 */
export const accountIdOf = ({ id, name }: SamplePerson) => id ?? name;

function findAccount(
  people: SamplePerson[],
  accountId: string,
): Account | undefined {
  const person = people.find(one => accountIdOf(one) === accountId);
  return (
    person && {
      accountId,
      claims: () => ({
        sub: accountId,
        name: person.displayName,
        preferred_username: person.name,
        groups: person.groups,
        ...(person.email && { email: person.email, email_verified: true }),
      }),
    }
  );
}

function renderError(
  ctx: KoaContextWithOIDC,
  out: { error: string; error_description?: string },
  pages: Pages,
): void {
  ctx.type = 'html';
  ctx.body = pages.notice({
    title: 'This sign-in cannot go on',
    message: explain(out),
    detail: `${out.error}: ${out.error_description ?? 'no description'}`,
  });
}

function explain({
  error,
  error_description: description = '',
}: {
  error: string;
  error_description?: string;
}): string {
  if (error === 'invalid_client') {
    return `Only the portal of this sandbox can sign in here, as client "${CLIENT_ID}". Check auth.providers.oidc in the portal's configuration.`;
  }
  if (description.includes('redirect_uri')) {
    return "The address to return to is not the portal's. Open the portal under the address that npm start printed.";
  }
  if (/session|interaction|expired/.test(description)) {
    return 'It has expired or was already finished. Go back to the portal and sign in again.';
  }
  return 'The request was not understood. Go back to the portal and sign in again.';
}
