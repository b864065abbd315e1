import fs from 'node:fs';
import path from 'node:path';
import type { Finding } from './Finding.ts';
import { idOf, type LockedPackage } from './LockedPackage.ts';
import type { Installed } from './readInstalled.ts';
import { speaksOf, type Row } from './rules.ts';

const AT_INSTALL = ['preinstall', 'install', 'postinstall'];

/** Packages that would run something of their own when they are installed. */
export function findInstallScripts(
  packages: (LockedPackage & { installed?: Installed })[],
  allowed: Row[],
): Finding[] {
  return packages.flatMap(one => {
    const runs = one.installed && scriptsOf(one.installed);
    if (!runs || allowed.some(row => speaksOf(row, one))) return [];
    return {
      what: idOf(one),
      problem: `runs ${runs} when it is installed`,
      remedy: 'read what it does, then give a reason under "installScripts"',
    };
  });
}

function scriptsOf({ manifest, folder }: Installed): string | undefined {
  const names = AT_INSTALL.filter(name => manifest.scripts?.[name]);
  // Installers build such a package although it has no script of its own.
  const builds =
    names.length === 0 && fs.existsSync(path.join(folder, 'binding.gyp'));
  return builds ? 'node-gyp' : names.join(', ') || undefined;
}
