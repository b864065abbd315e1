import fs from 'node:fs';
import { inside } from './places.mjs';

const HERE = inside('package.json');
const BACKUP = inside('package.json-prepack');

// What only the repository needs.
const OURS = [
  'backstage',
  'devDependencies',
  'publishConfig',
  'scripts',
  'typesVersions',
];

/** What is published in the place of package.json: it points at `dist`. */
function published({ publishConfig, ...manifest }) {
  const { access, ...entries } = publishConfig;
  return {
    ...Object.fromEntries(
      Object.entries(manifest).filter(([key]) => !OURS.includes(key)),
    ),
    ...entries,
    publishConfig: { access },
  };
}

/** Puts it into the place of package.json, which is kept beside. */
export function swapManifest() {
  restoreManifest();
  const manifest = JSON.parse(fs.readFileSync(HERE, 'utf8'));
  fs.copyFileSync(HERE, BACKUP);
  fs.writeFileSync(HERE, `${JSON.stringify(published(manifest), null, 2)}\n`);
}

/** Puts package.json back, also after a pack that was killed. */
export function restoreManifest() {
  if (fs.existsSync(BACKUP)) fs.renameSync(BACKUP, HERE);
}
