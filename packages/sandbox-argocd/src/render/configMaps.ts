import { createHash } from 'node:crypto';
import path from 'node:path';
import type { FileTree } from '../git/GitSources.ts';
import type { Manifest } from '../model.ts';
import { RenderError } from './RenderError.ts';

export interface ConfigMapArguments {
  name: string;
  namespace?: string;
  behavior?: string;
  literals?: string[];
  files?: string[];
  envs?: string[];
  env?: string;
  options?: {
    disableNameSuffixHash?: boolean;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
}

/** A config map from literals, files and env files. @throws RenderError naming what is wrong */
export function generateConfigMap(
  tree: FileTree,
  folder: string,
  wanted: ConfigMapArguments,
): Manifest {
  const { name, namespace, behavior = 'create', options = {} } = wanted;
  if (behavior !== 'create') {
    throw new RenderError(
      `${folder}: configMapGenerator ${name} has behavior "${behavior}"; the sandbox knows only "create"`,
    );
  }
  const envFiles = [wanted.env, ...(wanted.envs ?? [])].flatMap(f => f ?? []);
  const pairs = [
    ...(wanted.literals ?? []).map(text => splitPair(text, folder)),
    ...(wanted.files ?? []).map(entry => readEntry(tree, folder, entry)),
    ...envFiles.flatMap(entry =>
      readFile(tree, folder, entry)
        .split('\n')
        .filter(line => line.trim() && !line.startsWith('#'))
        .map(line => splitPair(line.trim(), folder)),
    ),
  ];
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      ...(namespace && { namespace }),
      ...(options.labels && { labels: { ...options.labels } }),
      ...(options.annotations && { annotations: { ...options.annotations } }),
    },
    data: Object.fromEntries(pairs),
  };
}

function splitPair(text: string, folder: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) {
    throw new RenderError(`${folder}: "${text}" is not of the form key=value`);
  }
  const value = text.slice(equals + 1);
  const [, inner] = /^"(.*)"$|^'(.*)'$/s.exec(value) ?? [];
  return [text.slice(0, equals), inner ?? value];
}

function readEntry(
  tree: FileTree,
  folder: string,
  entry: string,
): [string, string] {
  const equals = entry.indexOf('=');
  const file = entry.slice(equals + 1);
  const key = equals < 0 ? path.posix.basename(file) : entry.slice(0, equals);
  return [key, readFile(tree, folder, file)];
}

function readFile(tree: FileTree, folder: string, file: string): string {
  const text = tree.get(path.posix.join(folder, file));
  if (text === undefined) {
    throw new RenderError(`${folder}: there is no file "${file}"`);
  }
  return text;
}

const LETTERS: Record<string, string> = {
  '0': 'g',
  '1': 'h',
  '3': 'k',
  a: 'm',
  e: 't',
};

/** The suffix that kustomize gives a config map, so that a change rolls its users out. */
export function hashOf({ metadata, data }: Manifest): string {
  const sorted = Object.fromEntries(
    Object.entries(data as Record<string, string>).sort(([a], [b]) =>
      a < b ? -1 : 1,
    ),
  );
  // Go's encoder escapes these three.
  const json = JSON.stringify({
    data: Object.keys(sorted).length ? sorted : '',
    kind: 'ConfigMap',
    name: metadata.name,
  }).replace(
    /[<>&]/g,
    character => `\\u00${character.charCodeAt(0).toString(16)}`,
  );
  const hex = createHash('sha256').update(json).digest('hex');
  return [...hex.slice(0, 10)].map(digit => LETTERS[digit] ?? digit).join('');
}
