import type { PathSegment } from '../diagnostics/diagnostic';
import type { PlaceholderScope } from '../placeholder/substitute';
import { substituteText } from '../placeholder/substitute';
import type { Resolved } from '../placeholder/secretRef';
import type { ContainerFile, Workload } from '../types';
import { fromBase64 } from './names';
import type { Problems } from './problems';

/**
 * Reads a file that a `source` names. The path is as written: relative to the
 * Score file of the workload.
 *
 * @throws Error with the reason when it cannot be read.
 *
 * @public
 */
export type ReadSource = (source: string, workload: Workload) => Uint8Array;

/** What goes into a file: text, a text with secrets, or bytes. */
export type FileContent = Resolved | Uint8Array;

/** The content of a file of a container, or undefined after a problem. */
export function fileContent(
  file: ContainerFile,
  {
    workload,
    path,
    scope,
    readSource,
    problems,
  }: {
    workload: Workload;
    path: PathSegment[];
    scope: PlaceholderScope;
    readSource?: ReadSource;
    problems: Problems;
  },
): FileContent | undefined {
  if (file.binaryContent !== undefined) {
    return decoded(file.binaryContent, path, problems);
  }
  const text =
    file.content ?? sourceText(file, { workload, path, readSource, problems });
  if (typeof text !== 'string' || file.noExpand) return text;
  const at = [...path, file.content === undefined ? 'source' : 'content'];
  return problems.resolving(at, () => substituteText(text, scope));
}

function decoded(
  base64: string,
  path: PathSegment[],
  problems: Problems,
): Uint8Array | undefined {
  const bytes = fromBase64(base64);
  if (bytes) return bytes;
  problems.error({
    code: 'render/base64',
    message: 'binaryContent is not standard base64',
    path: [...path, 'binaryContent'],
    fix: 'encode it with `base64`, or use content for text',
  });
  return undefined;
}

function sourceText(
  file: ContainerFile,
  {
    workload,
    path,
    readSource,
    problems,
  }: {
    workload: Workload;
    path: PathSegment[];
    readSource?: ReadSource;
    problems: Problems;
  },
): string | Uint8Array | undefined {
  const at = [...path, 'source'];
  const bytes = readOrReport(file.source ?? '', at, {
    workload,
    readSource,
    problems,
  });
  if (!bytes) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch {
    if (file.noExpand) return bytes;
    problems.error({
      code: 'render/not-text',
      message: `${file.source} is not text, so placeholders cannot be filled in`,
      path: at,
      fix: 'set noExpand: true, or use binaryContent',
    });
    return undefined;
  }
}

function readOrReport(
  source: string,
  path: PathSegment[],
  {
    workload,
    readSource,
    problems,
  }: { workload: Workload; readSource?: ReadSource; problems: Problems },
): Uint8Array | undefined {
  try {
    if (!readSource) throw new Error('files cannot be read here');
    return readSource(source, workload);
  } catch (error) {
    problems.error({
      code: 'render/source',
      message: `cannot read ${source}: ${(error as Error).message}`,
      path,
      fix: 'a source is a path inside the folder of the Score file',
    });
    return undefined;
  }
}
