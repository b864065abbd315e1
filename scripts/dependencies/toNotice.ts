import fs from 'node:fs';
import path from 'node:path';
import type { Licensed } from './licences.ts';
import { idOf } from './LockedPackage.ts';

const LEGAL = /^(licen[cs]e|copying|notice|copyright)([.-].*)?$/i;

/** A notice for those who get the whole: each package, its licence, and the texts it brings. */
export function toNotice(packages: Licensed[]): string {
  const parts = packages.map(one => {
    const texts = one.installed ? legalTexts(one.installed.folder) : [];
    return [`## ${idOf(one)}`, `Licence: ${one.licence ?? 'not known'}`]
      .concat(texts.length > 0 ? texts : 'It brings no text of its licence.')
      .join('\n\n');
  });
  return ['# Packages of others', ...parts].join('\n\n').concat('\n');
}

function legalTexts(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile() && LEGAL.test(entry.name))
    .map(({ name }) => fs.readFileSync(path.join(folder, name), 'utf8').trim());
}
