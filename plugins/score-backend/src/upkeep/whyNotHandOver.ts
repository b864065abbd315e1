import { isAmong } from '@towpath/backend-kit';
import type { UseStore } from '../database/UseStore';
import type { DefinitionFolder } from '../definitions/DefinitionFolder';
import type { ResourceRecord } from '../model/ResourceRecord';

/** Why a resource is not given to another service; undefined when it is. */
export async function whyNotHandOver(
  record: ResourceRecord,
  to: string | undefined,
  parts: { uses: UseStore; definitions: DefinitionFolder },
): Promise<string | undefined> {
  const { id, name, service, status, definition: called } = record;
  if (status !== 'provided') {
    return `${name} is ${status}: what is provided can be handed over`;
  }
  const users = (await parts.uses.ofResources([id])).get(id) ?? [];
  if (!to || !users.some(use => use.service === to)) {
    const who = users.map(use => use.service).join(', ') || 'nobody';
    return `${to} does not use ${name}. It can be handed over to who uses it: ${who}`;
  }
  if (record.manifests.length > 0) {
    return `Objects of ${name} lie in the folder of ${service}, and would be taken away there and made anew elsewhere. Have ${to} ask for one of its own, and move what is in it`;
  }
  const { definitions } = await parts.definitions.get();
  const owner = definitions.get(called)?.sharing?.owner;
  if (owner === undefined || isAmong(to, [owner])) return undefined;
  return `The definition ${called} says that ${owner} owns it. Have the platform team change sharing.owner first`;
}
