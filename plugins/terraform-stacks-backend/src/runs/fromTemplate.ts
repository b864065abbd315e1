import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';

/** As the tokens name the scaffolder that it signs with its own key. */
const SCAFFOLDER = 'plugin:scaffolder';

/**
 * Makes sure that a template asks on behalf of a person. A module is a program that runs with the
 * credentials of the platform, and a template is what somebody has reviewed.
 *
 * @param what for the message, such as `A run is begun`
 */
export function requireTemplate(
  { principal }: BackstageCredentials,
  what: string,
): void {
  const { type, actor } = principal as BackstageUserPrincipal;
  if (type === 'user' && actor?.subject === SCAFFOLDER) return;
  throw new NotAllowedError(
    `${what} by a template alone, on behalf of the person who runs it. Run a template with an action terraform:*`,
  );
}
