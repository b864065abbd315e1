import type { PathSegment } from '../diagnostics/diagnostic';
import type { Workload } from '../types';

/** A text that may hold placeholders, and where it stands. */
export interface PlaceholderText {
  path: PathSegment[];
  text: string;
}

/**
 * Every text of a workload in which placeholders are filled in: variables, file
 * contents unless `noExpand`, the sources of volumes, and params. Contents that
 * a `source` names are not among them, as they are not in the workload.
 */
export function placeholderTexts(workload: Workload): PlaceholderText[] {
  const found: PlaceholderText[] = [];
  const add = (text: string | undefined, ...path: PathSegment[]) => {
    if (text?.includes('$')) found.push({ path, text });
  };
  for (const [name, container] of Object.entries(workload.containers)) {
    const here = ['containers', name];
    for (const [key, text] of Object.entries(container.variables ?? {})) {
      add(text, ...here, 'variables', key);
    }
    for (const [target, file] of Object.entries(container.files ?? {})) {
      if (!file.noExpand)
        add(file.content, ...here, 'files', target, 'content');
    }
    for (const [target, volume] of Object.entries(container.volumes ?? {})) {
      add(volume.source, ...here, 'volumes', target, 'source');
    }
  }
  for (const [name, { params }] of Object.entries(workload.resources ?? {})) {
    found.push(...textsIn(params, ['resources', name, 'params']));
  }
  return found;
}

/** Every text with a `$` inside a value. */
export function textsIn(
  value: unknown,
  path: PathSegment[],
): PlaceholderText[] {
  if (typeof value === 'string') {
    return value.includes('$') ? [{ path, text: value }] : [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => textsIn(item, [...path, at]));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    textsIn(entry, [...path, key]),
  );
}
