import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inside } from './places.mjs';

const IGNORED = new Set([
  'node_modules',
  'dist',
  'dist-types',
  'coverage',
  '.eslintcache',
]);

function* filesBelow(at) {
  const stat = fs.statSync(at, { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isFile()) {
    yield at;
    return;
  }
  for (const name of fs.readdirSync(at).sort()) {
    if (!IGNORED.has(name)) yield* filesBelow(path.join(at, name));
  }
}

/** A digest of the names and contents of the given files and folders. */
export function digest(places, extra = '') {
  const hash = createHash('sha256').update(extra);
  for (const place of places) {
    for (const file of filesBelow(inside(place))) {
      hash
        .update(path.relative(inside(), file))
        .update('\0')
        .update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** The manifests of all workspaces, since a stage that reads them must notice each. */
export function manifests() {
  return ['packages', 'plugins'].flatMap(group =>
    fs
      .readdirSync(inside(group))
      .map(name => `${group}/${name}/package.json`)
      .filter(file => fs.existsSync(inside(file))),
  );
}

/**
 * Remembers what a stage was last completed for. The stamp is written after the
 * work, so a killed stage runs again.
 */
export function stamp(name, value) {
  const file = inside('.towpath/stamps', name);
  return {
    isCurrent: () =>
      fs.existsSync(file) && fs.readFileSync(file, 'utf8') === value,
    set() {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(`${file}.new`, value);
      fs.renameSync(`${file}.new`, file);
    },
    clear: () => fs.rmSync(file, { force: true }),
  };
}

/** Folders of the workspaces that end up in the browser. */
export function browserWorkspaces() {
  return manifests()
    .filter(file => {
      const { backstage } = JSON.parse(fs.readFileSync(inside(file), 'utf8'));
      return /^(frontend|web-library|common-library)/.test(
        backstage?.role ?? '',
      );
    })
    .map(file => path.dirname(file));
}
