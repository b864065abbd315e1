import type { Host } from '../host.ts';

/**
 * Removes a repository with what is kept of it elsewhere, so that a later one of its name begins with nothing. What else
 * is kept goes first: a kill in between leaves a repository that can be removed again.
 *
 * @throws RequestError 404
 */
export async function removeRepository(
  host: Host,
  name: string,
): Promise<void> {
  await host.repositories.remove(name, async repository => {
    await host.onRemove?.({ id: repository.id, name: repository.name });
    await host.teams.forgetRepository(repository.name);
  });
}
