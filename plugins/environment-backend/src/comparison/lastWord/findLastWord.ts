import { ConflictError } from '@backstage/errors';
import type { Edit } from '@towpath/gitops';
import { unknownInKustomization, unknownParts } from '../../feed/notUnderstood';
import { nameOf, sourcesOf, type Look } from './Look';
import { requireNoImageOverride } from './imageOverrides';
import { requireOwnParameters, type FindApplication } from './parameterOwners';
import { sourceLayers } from './sourceLayers';
import { requireReadValue } from './valueOverrides';

/**
 * Looks for whatever has the last word over what would be written.
 *
 * @returns what may have it, and is not understood
 * @throws ConflictError when what is written would change nothing, or be taken back
 */
export async function findLastWord(
  look: Look,
  find: FindApplication,
): Promise<string[]> {
  const { application, target } = look;
  requireLiveFields(look);
  const unknown = unknownParts(application.spec);
  if (target.type === 'parameter') {
    const layers = await sourceLayers(look);
    return [
      ...unknown,
      ...(await requireOwnParameters(look, target, layers, find)),
    ];
  }
  const found = [];
  for (const edit of target.edits) found.push(...(await lookAt(look, edit)));
  return [...new Set([...unknown, ...found])];
}

async function lookAt(look: Look, edit: Edit): Promise<string[]> {
  if (edit.type === 'yaml') return requireReadValue(look, edit);
  if (edit.type === 'file') return [];
  requireNoImageOverride(look, edit, await sourceLayers(look));
  const source = sourcesOf(look.application.spec)[look.index];
  const files = await look.read(source, [edit.file]);
  return unknownInKustomization(edit.file, files.get(edit.file) ?? '');
}

interface Ignored {
  kind?: string;
  jsonPointers?: string[];
  jqPathExpressions?: string[];
}

/** @throws ConflictError when the sync itself leaves images as they are */
function requireLiveFields({ application }: Look): void {
  const { ignoreDifferences, syncPolicy } = application.spec;
  const isRespected = syncPolicy?.syncOptions?.includes(
    'RespectIgnoreDifferences=true',
  );
  const all = Array.isArray(ignoreDifferences) ? ignoreDifferences : [];
  const ignored = (all as Ignored[])
    .flatMap(one => [
      ...(one.jsonPointers ?? []),
      ...(one.jqPathExpressions ?? []),
    ])
    .find(path => /\bcontainers\b.*\bimage\b/.test(path));
  if (!isRespected || !ignored) return;
  throw new ConflictError(
    `${nameOf(
      application,
    )} leaves images as they are: spec.ignoreDifferences has ${ignored}, and the sync option RespectIgnoreDifferences holds to it. What is written would change nothing`,
  );
}
