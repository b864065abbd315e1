import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

const PACKAGE = resolve(__dirname, '../..');
const ROOT = resolve(PACKAGE, '../..');
const LEFT_OUT = ['node_modules', 'dist', 'coverage'];

/** How a program ended. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * A project of somebody else, with nothing in it but this package: packed by
 * `npm pack` and installed by `npm install`. What the package depends on comes
 * from the repository's own node_modules, so no registry is asked.
 */
export class Consumer {
  readonly #world = mkdtempSync(join(tmpdir(), 'score-consumer-'));
  readonly path = join(this.#world, 'consumer');
  /** The package as it is installed. */
  readonly installed = join(this.path, 'node_modules/@towpath/score');
  readonly #repository = join(this.#world, 'repository');
  /** The copy that was packed, so that the work tree is left alone. */
  readonly packed = join(this.#repository, 'packages/score');

  pack(): string {
    cpSync(PACKAGE, this.packed, {
      recursive: true,
      filter: from => !LEFT_OUT.includes(basename(from)),
    });
    symlinkSync(
      join(ROOT, 'node_modules'),
      join(this.#repository, 'node_modules'),
    );
    const own = join(PACKAGE, 'node_modules');
    if (existsSync(own)) symlinkSync(own, join(this.packed, 'node_modules'));
    this.#npm(this.packed, 'pack', '--pack-destination', this.#world);
    const tarball = readdirSync(this.#world).find(one => /\.tgz$/.test(one));
    if (!tarball) throw new Error('npm pack wrote no tarball');
    return join(this.#world, tarball);
  }

  install(tarball: string): void {
    this.write('package.json', '{ "name": "consumer", "private": true }');
    const { dependencies } = JSON.parse(
      readFileSync(join(PACKAGE, 'package.json'), 'utf8'),
    );
    const folders = Object.keys(dependencies).map(folderOf);
    this.#npm(this.path, 'install', '--offline', tarball, ...folders);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.path, name)), { recursive: true });
    writeFileSync(join(this.path, name), text);
  }

  /** Runs a file of the project with Node. */
  node(...args: string[]): Ended {
    return run(process.execPath, args, this.path);
  }

  /** Microseconds of processor time that Node takes for this. */
  cost(...args: string[]): number {
    this.write(
      'cost.cjs',
      `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeFileSync('cost', String(user + system));
});`,
    );
    this.node('--require', './cost.cjs', ...args);
    return Number(readFileSync(join(this.path, 'cost'), 'utf8'));
  }

  /** Runs the command as a shell finds it. */
  score(...args: string[]): Ended {
    return run(join(this.path, 'node_modules/.bin/score'), args, this.path);
  }

  /** What the TypeScript of the repository says against a file of the project. */
  typeErrors(name: string, options: string[]): string {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const strict = ['--noEmit', '--strict', '--target', 'es2022'];
    const ended = this.node(tsc, ...strict, ...options, name);
    return ended.stdout + ended.stderr;
  }

  remove(): void {
    rmSync(this.#world, { recursive: true, force: true });
  }

  #npm(cwd: string, ...args: string[]): void {
    const quiet = ['--no-audit', '--no-fund', '--no-update-notifier'];
    const ended = run('npm', [...args, ...quiet], cwd);
    if (ended.code !== 0) throw new Error(`npm ${args[0]}: ${ended.stderr}`);
  }
}

/** Where a dependency is installed, wherever the package manager put it. */
function folderOf(name: string): string {
  const places = [PACKAGE, ROOT].map(at => join(at, 'node_modules', name));
  const found = places.find(place => existsSync(place));
  if (!found) throw new Error(`${name} is not installed`);
  return found;
}

function run(program: string, args: string[], cwd: string): Ended {
  try {
    const stdout = execFileSync(program, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 2 ** 26,
    });
    return { code: 0, stdout, stderr: '' };
  } catch (error) {
    const { status, stdout, stderr } = error as {
      status: number | null;
      stdout: string;
      stderr: string;
    };
    if (typeof status !== 'number') throw error;
    return { code: status, stdout, stderr };
  }
}
