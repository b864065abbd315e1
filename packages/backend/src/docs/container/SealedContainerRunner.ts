import type { TechDocsContainerRunner } from '@backstage/plugin-techdocs-node';
import { isRoot } from '@towpath/jail';
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chown, realpath } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ACCOUNT, sealedArguments, type SealedRun } from './sealedArguments';

const LIMITS = { processes: 256, memory: 2_000_000_000, file: 600_000_000 };
const TIME = 180_000;
const OUTPUT = '/output';

/** What the command line reads: where its server is, and nothing else of the portal's. */
const VARIABLES =
  /^(PATH|HOME|XDG_RUNTIME_DIR|DOCKER_(HOST|CONTEXT|CONFIG|CERT_PATH|TLS_VERIFY)|CONTAINER_HOST)$/;

const environment = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => VARIABLES.test(name)),
  );

type Program = SealedRun['program'];
type Options = Parameters<TechDocsContainerRunner['runContainer']>[0];

/**
 * Runs TechDocs' image by a command line, locked up. Backstage's own runner gives its container the
 * network, all rights of one, and the account of the portal.
 */
export class SealedContainerRunner implements TechDocsContainerRunner {
  readonly #program: Program;
  readonly #time: number;

  constructor(program: Program, time = TIME) {
    this.#program = program;
    this.#time = time;
  }

  async runContainer(options: Options): Promise<void> {
    const { imageName: image, args, mountDirs = {} } = options;
    const folders = await openFolders(mountDirs);
    const program = this.#program;
    const name = `towpath-docs-${randomUUID()}`;
    const run = { program, name, image, args, folders, limits: LIMITS };
    const code = await this.#follow(sealedArguments(run), options, name);
    if (code === 'timed-out') {
      throw new Error(
        `mkdocs took longer than ${this.#time / 1000} s and was stopped`,
      );
    }
    if (code !== 0) throw new Error(`${program} ended with ${code}`);
  }

  async #follow(
    args: string[],
    { logStream }: Options,
    name: string,
  ): Promise<number | null | 'timed-out'> {
    const child = spawn(this.#program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment() as NodeJS.ProcessEnv,
    });
    child.stdout.on('data', chunk => logStream?.write(chunk));
    child.stderr.on('data', chunk => logStream?.write(chunk));
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      // The command line is no parent of what runs in the container.
      this.#end(name).finally(() => child.kill('SIGKILL'));
    }, this.#time);
    try {
      const code = await new Promise<number | null>((resolve, reject) => {
        child.once('error', error =>
          reject(
            new Error(`${this.#program} cannot be started: ${error.message}`),
          ),
        );
        child.once('close', resolve);
      });
      return timedOut ? 'timed-out' : code;
    } finally {
      clearTimeout(timer);
    }
  }

  async #end(name: string): Promise<void> {
    const env = environment() as NodeJS.ProcessEnv;
    await promisify(execFile)(this.#program, ['rm', '--force', name], {
      env,
    }).catch(() => {});
  }
}

/** By their real paths, and the one that is written to open to the account of the container. */
async function openFolders(
  folders: Record<string, string>,
): Promise<Record<string, string>> {
  const opened: Record<string, string> = {};
  for (const [from, to] of Object.entries(folders)) {
    const place = await realpath(from);
    if (to === OUTPUT && isRoot()) await chown(place, ACCOUNT, ACCOUNT);
    opened[place] = to === OUTPUT ? to : `${to}:ro`;
  }
  return opened;
}
