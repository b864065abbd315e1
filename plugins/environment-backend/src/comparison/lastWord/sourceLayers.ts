import type { ApplicationSource } from '@towpath/argocd';
import { parse } from 'yaml';
import { inFolder } from '../../feed/kustomization';
import { nameOfSource } from '../../feed/notUnderstood';
import { nameOf, sourcesOf, type Layer, type Look } from './Look';

/**
 * Whatever replaces parts of a source, the last one with the last word: the application, and files that Argo
 * CD looks for in the folder, as its image updater writes them.
 */
export async function sourceLayers(
  look: Look,
  index = look.index,
): Promise<Layer[]> {
  const { application } = look;
  const { metadata, spec } = application;
  const source = sourcesOf(spec)[index];
  const own = { where: `${nameOf(application)}, ${nameOfSource(spec, index)}` };
  return [
    { ...own, source },
    ...(await fileLayers(look, source, metadata.name)),
  ];
}

async function fileLayers(
  { read }: Look,
  source: ApplicationSource,
  name: string,
): Promise<Layer[]> {
  if (source.path === undefined) return [];
  const paths = ['.argocd-source.yaml', `.argocd-source-${name}.yaml`].map(
    file => inFolder(source.path, file),
  );
  const files = await read(source, paths);
  return [...files].map(([where, text]) => ({
    where,
    source: (parse(text, { schema: 'failsafe' }) ?? {}) as Layer['source'],
  }));
}
