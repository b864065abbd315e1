import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';

/** A fetch that asks another plugin on behalf of somebody, or of this plugin itself. */
export function fetchAs(
  onBehalfOf: BackstageCredentials,
  { auth, targetPluginId }: { auth: AuthService; targetPluginId: string },
): typeof fetch {
  return async (input, init) => {
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf,
      targetPluginId,
    });
    const headers = new Headers(init?.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(input, { ...init, headers });
  };
}
