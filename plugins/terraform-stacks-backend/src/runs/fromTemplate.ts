import type {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';

/** As the tokens name the scaffolder that it signs with its own key. */
const SCAFFOLDER = 'plugin:scaffolder';

/** The plugin that provides what Score files ask for. It names the person for whom it acts in `task`. */
const SCORE = 'plugin:score';

/** Whether Score asks, as itself. */
export function isScore({ principal }: BackstageCredentials): boolean {
  const { type, subject } = principal as BackstageServicePrincipal;
  return type === 'service' && subject === SCORE;
}

/**
 * Makes sure that a template asks on behalf of a person, or Score. A module is a program that runs with the
 * credentials of the platform, and a template is what somebody has reviewed.
 *
 * @param what for the message, such as `A run is begun`
 */
export function requireTemplate(
  credentials: BackstageCredentials,
  what: string,
): void {
  if (isScore(credentials)) return;
  const { type, actor } = credentials.principal as BackstageUserPrincipal;
  if (type === 'user' && actor?.subject === SCAFFOLDER) return;
  throw new NotAllowedError(
    `${what} by a template alone, on behalf of the person who runs it. Run a template with an action terraform:*`,
  );
}
