import type { HttpAuthService } from '@backstage/backend-plugin-api';
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
