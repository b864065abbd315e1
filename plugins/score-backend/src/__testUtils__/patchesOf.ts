import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { KubernetesTypes } from '../patches/KubernetesTypes';
import { Patches } from '../patches/Patches';
import { readPatches } from '../patches/readPatches';

const FOLDER = path.resolve(__dirname, '../../../../platform/patches');
const types = new KubernetesTypes();

/** Of texts of files. @throws Error with what is wrong with them */
export function patchesOf(...texts: string[]): Patches {
  return toPatches(texts.map((text, at) => ({ file: `${at + 1}.yaml`, text })));
}

/** What is shipped for the sample company. */
export function shippedPatches(): Patches {
  return toPatches(
    readdirSync(FOLDER).map(file => ({
      file,
      text: readFileSync(path.join(FOLDER, file), 'utf8'),
    })),
  );
}

function toPatches(files: { file: string; text: string }[]): Patches {
  const { patches, problems } = readPatches(files, types);
  if (problems.length > 0) throw new Error(JSON.stringify(problems, null, 2));
  return new Patches(patches, types);
}
