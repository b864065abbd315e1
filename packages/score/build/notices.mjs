import fs from 'node:fs';
import path from 'node:path';
import { dist, inside } from './places.mjs';

const PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/** Folders of the packages that files are of. */
function packagesOf(files) {
  const folders = files.flatMap(
    file => PACKAGE.exec(path.resolve(inside(), file))?.[1] ?? [],
  );
  return [...new Set(folders)];
}

function notice(folder) {
  const { name, version, license } = JSON.parse(
    fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const file = fs.readdirSync(folder).find(one => /^licen[cs]e/i.test(one));
  const text = file
    ? fs.readFileSync(path.join(folder, file), 'utf8').trim()
    : `License: ${license}. The package has no file with its text.`;
  return { name, text: `${name} ${version}\n\n${text}\n` };
}

/** Writes the licences of what stands in `dist` and others wrote. */
export function writeNotices(files) {
  const notices = packagesOf(files)
    .map(notice)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ text }) => text);
  fs.writeFileSync(
    path.join(dist, 'THIRD-PARTY-NOTICES.txt'),
    `Parts of these packages stand in the files of this folder.\n\n${notices.join(
      `\n${'-'.repeat(72)}\n\n`,
    )}`,
  );
}
