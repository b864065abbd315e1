import { ConflictError } from '@backstage/errors';
import type { ApplicationSource, ApplicationSourceHelm } from '@towpath/argocd';
import { locateValueFile } from '@towpath/plugin-environment-node';
import { formatPath, parsePath, type YamlEdit } from '@towpath/gitops';
import { parse } from 'yaml';
import { inFolder } from '../../feed/kustomization';
import { nameOfSource } from '../../feed/notUnderstood';
import { nameOf, sourcesOf, type Layer, type Look } from './Look';
import { sourceLayers } from './sourceLayers';

type Path = YamlEdit['path'];

/** A source that Helm renders with the edited file, and the values files that come after it. */
interface Reader {
  index: number;
  later: string[];
}

/**
 * Looks for what has the last word over a value that Helm reads.
 *
 * @returns what may have it, and is not understood
 * @throws ConflictError when the file is not read, or its value is replaced further on
 */
export async function requireReadValue(
  look: Look,
  edit: YamlEdit,
): Promise<string[]> {
  const { readers, unclear } = await findReaders(look, edit.file);
  if (readers.length === 0) {
    if (unclear.length === 0 && (await isHelm(look))) throw notRead(look, edit);
    return unclear;
  }
  const found: string[] = [];
  for (const reader of readers) {
    found.push(...(await requireNotShadowed(look, edit, reader)));
    const layers = await sourceLayers(look, reader.index);
    layers.forEach(layer => requireNotOverridden(layer, edit));
  }
  return found;
}

async function findReaders(
  { application, index: written, read }: Look,
  file: string,
): Promise<{ readers: Reader[]; unclear: string[] }> {
  const { spec } = application;
  const sources = sourcesOf(spec);
  const readers: Reader[] = [];
  const unclear: string[] = [];
  for (const [index, source] of sources.entries()) {
    const entries = source.helm?.valueFiles ?? [];
    const at = entries.findLastIndex(entry => {
      const found = locateValueFile(entry, source, sources);
      return found?.source === sources[written] && found.path === file;
    });
    const isDefault =
      index === written &&
      file === inFolder(source.path, 'values.yaml') &&
      (await hasChart(source, read));
    if (at >= 0 || isDefault) {
      readers.push({ index, later: entries.slice(at + 1) });
    }
    unclear.push(
      ...entries
        .filter(entry => !locateValueFile(entry, source, sources))
        .map(
          entry => `${nameOfSource(spec, index)}.helm.valueFiles "${entry}"`,
        ),
    );
  }
  return { readers, unclear };
}

async function isHelm({ application, index, read, strategy }: Look) {
  const sources = sourcesOf(application.spec);
  const source = sources[index];
  // A source with a name for others, and no folder of its own, is there for values files alone.
  if (source.ref && !source.path) return true;
  return (
    strategy === 'helm-value' &&
    (Boolean(source.helm) || (await hasChart(source, read)))
  );
}

async function hasChart(
  source: ApplicationSource,
  read: Look['read'],
): Promise<boolean> {
  if (source.path === undefined) return false;
  return (await read(source, [inFolder(source.path, 'Chart.yaml')])).size > 0;
}

function notRead(
  { application, environment }: Look,
  { file }: YamlEdit,
): ConflictError {
  const files = sourcesOf(application.spec).flatMap(
    source => source.helm?.valueFiles ?? [],
  );
  return new ConflictError(
    `${nameOf(
      application,
    )} does not read ${file}, so what is written there would change nothing in ${environment}: its helm.valueFiles ${
      files.length ? `are ${files.join(', ')}` : 'are none'
    }. Add it there, or name one of them by spec.delivery.file`,
  );
}

/** @throws ConflictError that names a later file with this value */
async function requireNotShadowed(
  { application, read }: Look,
  edit: YamlEdit,
  { index, later }: Reader,
): Promise<string[]> {
  const sources = sourcesOf(application.spec);
  const unclear: string[] = [];
  for (const entry of later) {
    const found = locateValueFile(entry, sources[index], sources);
    if (!found) {
      unclear.push(
        `${nameOfSource(application.spec, index)}.helm.valueFiles "${entry}"`,
      );
      continue;
    }
    const text = (await read(found.source, [found.path])).get(found.path);
    if (text !== undefined && replaces(readValues(text), edit.path)) {
      throw replaced(edit, `${found.path}, which comes after it,`);
    }
  }
  return unclear;
}

/** @throws ConflictError that names the field of the application */
function requireNotOverridden({ where, source }: Layer, edit: YamlEdit): void {
  const helm: ApplicationSourceHelm = source.helm ?? {};
  const named = [helm.parameters, helm.fileParameters].flatMap(all =>
    Array.isArray(all) ? (all as { name: string }[]) : [],
  );
  const parameter = named.find(({ name }) => covers(name, edit.path));
  if (parameter) {
    throw replaced(edit, `the parameter ${parameter.name} of ${where}`);
  }
  if (helm.values && replaces(readValues(helm.values), edit.path)) {
    throw replaced(edit, `helm.values of ${where}`);
  }
  if (replaces(helm.valuesObject, edit.path)) {
    throw replaced(edit, `helm.valuesObject of ${where}`);
  }
}

function replaced({ file, path: at }: YamlEdit, by: string): ConflictError {
  return new ConflictError(
    `${formatPath(
      at,
    )} in ${file} is not the last word: ${by} sets it too, so what is written would change nothing. Remove it there, or write to it`,
  );
}

function readValues(text: string): unknown {
  return parse(text, { schema: 'failsafe', logLevel: 'error' });
}

/** Helm merges mappings, and replaces everything else whole. */
function replaces(values: unknown, at: Path): boolean {
  const isMapping = typeof values === 'object' && values !== null;
  if (at.length === 0 || Array.isArray(values)) return true;
  if (!isMapping) return false;
  const [segment, ...rest] = at;
  const map = values as Record<string, unknown>;
  if (!Object.hasOwn(map, segment)) return false;
  const next = map[segment];
  return typeof next !== 'object' || next === null || replaces(next, rest);
}

/** Whether `--set` of this name changes the value, or what it is in. */
function covers(name: string, at: Path): boolean {
  const texts = (one: Path) => one.map(String);
  try {
    const set = texts(parsePath(name));
    const wanted = texts(at);
    const shorter = Math.min(set.length, wanted.length);
    return set.slice(0, shorter).every((one, index) => one === wanted[index]);
  } catch {
    // Helm would not take it either.
    return false;
  }
}
