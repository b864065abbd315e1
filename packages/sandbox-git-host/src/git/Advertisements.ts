import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Git } from '@towpath/sandbox-kit';

/** What a client may say of the protocol, so that an answer to it is kept. */
const PROTOCOLS = [undefined, 'version=2'] as const;

/** As git's own backend writes it before what upload-pack says; version 2 has none. */
const SERVICE = '001e# service=git-upload-pack\n0000';

interface Kept {
  state: string;
  body: Promise<Buffer>;
}

/**
 * Branches and tags as git tells them to who fetches. An Argo CD asks every few seconds, and each answer would begin
 * two processes: one is kept for as long as nothing in the repository's references has moved.
 */
export class Advertisements {
  readonly #git: Git;
  readonly #kept = new Map<string, Kept>();

  constructor(git: Git) {
    this.#git = git;
  }

  /** @returns undefined for a protocol that only git's own backend knows */
  async read(
    gitDir: string,
    protocol: string | undefined,
  ): Promise<Buffer | undefined> {
    if (!PROTOCOLS.some(known => known === protocol)) return undefined;
    const key = `${gitDir} ${protocol}`;
    // Before git looks: what moves in between is seen with the next question.
    const state = await stateOfRefs(gitDir);
    const kept = this.#kept.get(key);
    if (kept?.state === state) return kept.body;
    const body = this.#ask(gitDir, protocol);
    this.#kept.set(key, { state, body });
    body.catch(() => this.#kept.delete(key));
    return body;
  }

  async #ask(gitDir: string, protocol: string | undefined): Promise<Buffer> {
    const { stdout } = await this.#git(
      ['upload-pack', '--stateless-rpc', '--advertise-refs', gitDir],
      protocol ? { env: { GIT_PROTOCOL: protocol } } : {},
    );
    return protocol ? stdout : Buffer.concat([Buffer.from(SERVICE), stdout]);
  }
}

/** Each reference is a file that is put in place whole, so that none can change without its time, size or number. */
async function stateOfRefs(gitDir: string): Promise<string> {
  const found = await readdir(path.join(gitDir, 'refs'), {
    recursive: true,
    withFileTypes: true,
  });
  const files = found
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name));
  const all = ['HEAD', 'config', 'packed-refs'].map(name =>
    path.join(gitDir, name),
  );
  const states = await Promise.all([...all, ...files].map(stateOfFile));
  return states.join('\n');
}

async function stateOfFile(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${file} ${ino} ${size} ${mtimeNs}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return `${file} -`;
    throw error;
  }
}
