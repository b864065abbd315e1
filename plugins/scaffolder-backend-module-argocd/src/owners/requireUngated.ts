import { ServiceUnavailableError, toError } from '@backstage/errors';
import type {
  EnvironmentApi,
  EnvironmentSummary,
} from '@towpath/plugin-environment-common';
import { refuseGated } from './words';

/**
 * What runs where versions pass gates is changed by promotions alone, for whatever else would go past the
 * gates.
 *
 * @param environments - names of those that the application is in
 * @throws NotAllowedError; ServiceUnavailableError when the environment plugin cannot be asked
 */
export async function requireUngated(
  what: string,
  environments: string[],
  ask: Pick<EnvironmentApi, 'listEnvironments'>,
): Promise<void> {
  if (environments.length === 0) return;
  const known = await listEnvironments(ask, environments);
  for (const { name, gates, freeze } of known) {
    if (!environments.includes(name)) continue;
    const titles = gates.map(({ title }) => title);
    if (freeze) titles.push(`the freeze “${freeze.reason}”`);
    if (titles.length > 0) throw refuseGated(what, name, titles);
  }
}

async function listEnvironments(
  ask: Pick<EnvironmentApi, 'listEnvironments'>,
  names: string[],
): Promise<EnvironmentSummary[]> {
  try {
    return await ask.listEnvironments();
  } catch (error) {
    throw new ServiceUnavailableError(
      `It could not be asked which gates ${names.join(
        ' and ',
      )} has, so nothing was done: ${
        toError(error).message
      }. Run the step again when the portal answers`,
    );
  }
}
