import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Caller } from '@towpath/backend-kit';
import type { Request } from 'express';

/**
 * The person who asks. A service is turned away, whatever its token says of this plugin: it is the plugin whose
 * runs they are that says what a token may.
 *
 * @throws AuthenticationError for nobody, NotAllowedError for a service
 */
export async function personOf(
  request: Request<any, any, any, any, any>,
  httpAuth: HttpAuthService,
): Promise<Caller> {
  const credentials = await httpAuth.credentials(request, { allow: ['user'] });
  return { credentials, by: credentials.principal.userEntityRef, request };
}
