import fs from 'node:fs';
import path from 'node:path';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { readModuleSource } from '@towpath/terraform';
import type { ModuleWork } from './FetchedModule';
import type { GitModules } from './GitModules';
import { MOST_PACKED, tooLarge, withUnpacked } from './unpackModule';

const TIME_LIMIT_MS = 30_000;
const DEFAULT_HOST = 'registry.terraform.io';
const VERSION = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

/** A module in a registry at one version. */
export interface RegistrySource {
  /** Such as `terraform-aws-modules/s3-bucket/aws`, with its host before it when that is not the public one. */
  source: string;
  version: string;
}

interface RegistryModulesOptions {
  git: GitModules;
  /** Whether a registry is one of tests and sandboxes, which is spoken to without TLS. */
  isPlain(address: string): boolean;
  /** What runs are given: `TF_TOKEN_<host>` in it is the credential of a registry, as Terraform has it. */
  env?: Record<string, string>;
}

/** Modules in registries, by the protocol that Terraform speaks with them. */
export class RegistryModules {
  readonly #options: RegistryModulesOptions;

  constructor(options: RegistryModulesOptions) {
    this.#options = options;
  }

  /**
   * @returns the module as `terraform.trust` names it
   * @throws InputError for what names none, or no single version
   */
  addressOf(source: RegistrySource): string {
    return readAddress(source).address;
  }

  /**
   * @throws InputError for what cannot be a module, NotFoundError for one that is not there,
   *   ServiceUnavailableError when a registry does not answer
   */
  async open<T>(source: RegistrySource, work: ModuleWork<T>): Promise<T> {
    const { address, folder } = readAddress(source);
    const from = await this.#locate(address, source.version);
    const open: ModuleWork<T> = (root, { commit }) =>
      work(stepInto(root, folder), { origin: address, commit });
    return from.startsWith('git::')
      ? this.#openGit(from, open)
      : this.#openArchive(from, open);
  }

  /** What the registry says that the module is fetched from. */
  async #locate(address: string, version: string): Promise<string> {
    const parts = address.split('/');
    const host = parts.length === 4 ? parts[0] : DEFAULT_HOST;
    const scheme = this.#options.isPlain(address) ? 'http' : 'https';
    const door = `${scheme}://${host}/.well-known/terraform.json`;
    const found = await this.#ask(door, host);
    const services = (await found.json()) as { 'modules.v1'?: unknown };
    const service = services['modules.v1'];
    if (typeof service !== 'string') {
      throw new InputError(`${host} is no registry of modules: see ${door}`);
    }
    const name = [...parts.slice(-3), version, 'download'].join('/');
    const base = new URL(service.replace(/\/*$/, '/'), door);
    const answer = await this.#ask(new URL(name, base).href, host);
    const from =
      answer.headers.get('x-terraform-get') ?? (await readLocation(answer));
    if (!from) {
      throw new InputError(
        `${host} does not say where ${address} ${version} is fetched from`,
      );
    }
    return from.startsWith('git::') ? from : new URL(from, answer.url).href;
  }

  /** @param host - whose credential goes along; undefined for nobody's */
  async #ask(url: string, host?: string): Promise<Response> {
    const name = `TF_TOKEN_${host?.replaceAll('.', '_')}`;
    const token = this.#options.env?.[name];
    const isOf = host !== undefined && new URL(url).host === host;
    const answer = await fetch(url, {
      headers: token && isOf ? { authorization: `Bearer ${token}` } : {},
      // Credentials go to this host and to no other.
      redirect: token && isOf ? 'error' : 'follow',
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    }).catch(error => {
      throw new ServiceUnavailableError(
        `${url} could not be asked for the module`,
        error,
      );
    });
    if (answer.ok) return answer;
    const told = `${url} answered ${answer.status}`;
    if (answer.status === 404) throw new NotFoundError(told);
    if (answer.status >= 500 || answer.status === 429) {
      throw new ServiceUnavailableError(told);
    }
    throw new InputError(
      `${told}. A registry that asks who comes is given TF_TOKEN_<host> in terraform.env`,
    );
  }

  #openGit<T>(from: string, work: ModuleWork<T>): Promise<T> {
    const source = readModuleSource(from);
    if (source.kind !== 'git' || source.ref === undefined) {
      throw new InputError(
        `The registry has the module from "${from}", which is not pinned`,
      );
    }
    const { url, ref: tag, folder } = source;
    return this.#options.git.open({ url, tag, path: folder }, work);
  }

  async #openArchive<T>(from: string, work: ModuleWork<T>): Promise<T> {
    const { address, folder } = readArchive(from);
    const packed = await readBody(await this.#ask(address), address);
    return withUnpacked(packed, address, root =>
      work(stepInto(root, folder), { origin: address }),
    );
  }
}

function readAddress({ source, version }: RegistrySource) {
  const read = readModuleSource(source);
  if (read.kind !== 'registry') {
    throw new InputError(
      `module.registry.source is "${source}". Write it as namespace/name/system, with the host before it when it is not the public one`,
    );
  }
  if (VERSION.test(version)) return read;
  throw new InputError(
    `module.registry.version is "${version}". Name one whole version, such as 4.1.0`,
  );
}

/** Takes `//folder` out of an address, and what tells Terraform alone how to unpack it. */
function readArchive(from: string): { address: string; folder?: string } {
  const url = new URL(from);
  const kind = url.searchParams.get('archive');
  url.searchParams.delete('archive');
  url.searchParams.delete('checksum');
  const [where, folder] = url.pathname.split('//');
  url.pathname = where;
  const isPacked = /\.(?:tar\.gz|tgz)$/.test(where);
  if (isPacked || kind === 'tar.gz' || kind === 'tgz') {
    return { address: url.href, folder };
  }
  throw new InputError(
    `The registry has the module as "${from}", and the portal unpacks tar.gz alone`,
  );
}

async function readBody(answer: Response, name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > MOST_PACKED) throw tooLarge(name);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Newer registries say it in the body. */
async function readLocation(answer: Response): Promise<string | undefined> {
  if (answer.status === 204) return undefined;
  const { location } = (await answer.json().catch(() => ({}))) as {
    location?: unknown;
  };
  return typeof location === 'string' ? location : undefined;
}

/** `*` is the one folder that there is. */
function stepInto(root: string, folder: string | undefined): string {
  if (!folder) return root;
  const [first] = fs.readdirSync(root);
  const found = path.join(root, folder === '*' ? first ?? '' : folder);
  const isThere = fs.statSync(found, { throwIfNoEntry: false })?.isDirectory();
  if (isThere && !folder.split('/').includes('..')) return found;
  throw new NotFoundError(`The module has no folder "${folder}"`);
}
