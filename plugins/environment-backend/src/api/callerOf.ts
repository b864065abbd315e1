import type {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Request } from 'express';
import type { Caller } from './Caller';

/** @throws AuthenticationError or NotAllowedError when it is nobody, or a service that asks for what a person has to. */
export async function personOf(
  request: Request<any, any, any, any, any>,
  httpAuth: HttpAuthService,
): Promise<Caller> {
  const credentials = await httpAuth.credentials(request, { allow: ['user'] });
  return { credentials, by: credentials.principal.userEntityRef, request };
}

/** The person or the service that asks. */
export async function callerOf(
  request: Request<any, any, any, any, any>,
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

/** The person behind credentials that came through another door than HTTP. @throws NotAllowedError for a service */
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
