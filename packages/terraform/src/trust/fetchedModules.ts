import fs from 'node:fs';
import path from 'node:path';
import { listFolder, readIfThere } from '../files';
import { parseJson, readList, readObject, readText } from '../json/read';
import { readModuleSource } from './moduleSource';
import { isCommit } from './rules/findCalls';
import type { Finding } from './types';

/** A module that `init` has brought. */
export interface FetchedModule {
  /** Of the call, such as `network.subnets`. */
  key: string;
  source: string;
  /** Folder of the module. */
  folder: string;
  /** Folder of all that was brought with it. */
  root: string;
}

/** All modules of a run but its root, as `init` has written them down; those within others are among them. */
export function readFetched(data: string, module: string): FetchedModule[] {
  const file = path.join(data, 'modules/modules.json');
  const { Modules } = readObject(parseJson(readIfThere(file) ?? ''));
  return readList(Modules)
    .map(readObject)
    .filter(one => readText(one.Key) !== '')
    .map(one => {
      const key = readText(one.Key) ?? '?';
      return {
        key,
        source: readText(one.Source) ?? '?',
        folder: path.resolve(module, readText(one.Dir) ?? '?'),
        root: path.join(data, 'modules', key),
      };
    });
}

/** Git modules whose ref turned out to be a branch. */
export function findBranches(modules: FetchedModule[]): Finding[] {
  return modules.flatMap(one => {
    const source = readModuleSource(one.source);
    if (source.kind !== 'git' || isCommit(source.ref ?? '')) return [];
    const copies = modules.filter(other => {
      const read = readModuleSource(other.source);
      return (
        read.kind === 'git' &&
        read.address === source.address &&
        read.ref === source.ref
      );
    });
    const isTag = copies.some(copy => hasOnlyTag(copy.root, source.ref ?? ''));
    return isTag ? [] : [refuseBranch(one.key, source.ref ?? '')];
  });
}

/** A second module from one repository is copied without what git keeps, so one of the copies has to tell. */
function hasOnlyTag(root: string, ref: string): boolean {
  const git = path.join(root, '.git');
  const packed = readIfThere(path.join(git, 'packed-refs')) ?? '';
  const has = (name: string) =>
    fs.existsSync(path.join(git, name)) ||
    packed.split('\n').some(line => line.endsWith(` ${name}`));
  return has(`refs/tags/${ref}`) && !has(`refs/remotes/origin/${ref}`);
}

function refuseBranch(key: string, ref: string): Finding {
  return {
    file: `the module "${key}"`,
    rule: 'modules',
    words: `"${ref}" is no tag of its repository, so it is another module tomorrow. Say a tag or a whole commit id, such as ?ref=v1.4.0`,
  };
}

/** Addresses of providers that `init` has laid down. */
export function readInstalled(data: string): string[] {
  const root = path.join(data, 'providers');
  return below(root).flatMap(host =>
    below(path.join(root, host)).flatMap(namespace =>
      below(path.join(root, host, namespace)).map(
        type => `${host}/${namespace}/${type}`,
      ),
    ),
  );
}

function below(folder: string): string[] {
  return listFolder(folder).filter(name =>
    fs.statSync(path.join(folder, name)).isDirectory(),
  );
}
