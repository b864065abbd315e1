import type {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { Request } from 'express';
import type { Caller } from './Caller';

type AnyRequest = Request<any, any, any, any, any>;

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

/** As {@link callerOf}, for credentials that came through another door than HTTP. */
export function callerIn(
  credentials: BackstageCredentials,
  auth: AuthService,
): Caller {
  if (auth.isPrincipal(credentials, 'service')) {
    return { credentials, by: credentials.principal.subject };
  }
  if (auth.isPrincipal(credentials, 'user')) {
    return { credentials, by: credentials.principal.userEntityRef };
  }
  throw new NotAllowedError('Only who is signed in may do this: sign in');
}
