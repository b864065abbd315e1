import type { Host } from '../host.ts';

/** Takes tokens, teams and collaborations from a name, so that a later account of that name begins with nothing. */
export async function forgetAccount(host: Host, name: string): Promise<void> {
  await host.tokens.removeAll(name);
  await host.teams.forgetMember(name);
  for (const repository of host.repositories.list()) {
    if (!Object.hasOwn(repository.collaborators, name)) continue;
    await host.repositories.update(repository.name, before => {
      const { [name]: _, ...collaborators } = before.collaborators;
      return { collaborators };
    });
  }
}
