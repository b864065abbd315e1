import type {
  AuthService,
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Permission } from '@backstage/plugin-permission-common';
import type { Request } from 'express';
import type { Caller } from './Caller';

type AnyRequest = Request<any, any, any, any, any>;

/** @throws AuthenticationError or NotAllowedError when it is nobody, or a service that asks for what a person has to. */
export async function personOf(
  request: AnyRequest,
  httpAuth: HttpAuthService,
): Promise<Caller> {
  const credentials = await httpAuth.credentials(request, { allow: ['user'] });
  return { credentials, by: credentials.principal.userEntityRef, request };
}

/** The person or the service that asks. @throws AuthenticationError when it is nobody */
export async function callerOf(
  request: AnyRequest,
  httpAuth: HttpAuthService,
): Promise<Caller> {
  const credentials = await httpAuth.credentials(request, {
    allow: ['user', 'service'],
  });
  const { principal } = credentials;
  return {
    credentials,
    by: principal.type === 'user' ? principal.userEntityRef : principal.subject,
    request,
  };
}

/**
 * A person, or a service whose token names the permission. Any other service could act for everybody
 * without anybody having said so.
 *
 * @throws AuthenticationError or NotAllowedError
 */
export async function personOrServiceWith(
  permission: Permission,
  request: AnyRequest,
  httpAuth: HttpAuthService,
): Promise<Caller> {
  const caller = await callerOf(request, httpAuth);
  const principal = caller.credentials.principal as
    | BackstageUserPrincipal
    | BackstageServicePrincipal;
  if (principal.type === 'user') return caller;
  const { permissionNames = [] } = principal.accessRestrictions ?? {};
  if (permissionNames.includes(permission.name)) return caller;
  throw new NotAllowedError(
    `It takes the permission ${permission.name}: use the token of a person, or one of a service whose accessRestrictions name it`,
  );
}

/** As {@link personOf}, for credentials that came through another door than HTTP. */
export function personIn(
  credentials: BackstageCredentials,
  auth: AuthService,
): Caller {
  if (auth.isPrincipal(credentials, 'user')) {
    return { credentials, by: credentials.principal.userEntityRef };
  }
  throw new NotAllowedError(
    'Only a person may do this: sign in as one, a token of a service is not enough',
  );
}

/** As {@link callerOf}, for credentials that came through another door than HTTP. */
export function callerIn(
  credentials: BackstageCredentials,
  auth: AuthService,
): Caller {
  return auth.isPrincipal(credentials, 'service')
    ? { credentials, by: credentials.principal.subject }
    : personIn(credentials, auth);
}
