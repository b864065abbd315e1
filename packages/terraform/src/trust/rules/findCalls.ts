import { member, readText } from '../../json/read';
import { blocksOf } from '../blocks';
import { findLine } from '../findLine';
import { readModuleSource, type CalledSource } from '../moduleSource';
import { matchesAny } from '../patterns';
import type { Finding, ModuleFile, Rules } from '../types';

/** A call of another module, with the file that says where it comes from. */
interface Call {
  name: string;
  file: ModuleFile;
  source: string;
  /** All versions that are said of it; override files may say another one. */
  versions: string[];
}

const EXACT = /^(?:=\s*)?v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;
const COMMIT = /^[0-9a-f]{40}$/;
/** What everybody knows for a branch; whether others are one is looked at once they are fetched. */
const BRANCHES = /^(?:main|master|develop|trunk|HEAD|refs\/heads\/.*)$/;

/** Folders of the module that it calls. */
export function localCalls(files: ModuleFile[]): string[] {
  return callsIn(files).flatMap(({ source }) => {
    const read = readModuleSource(source);
    return read.kind === 'local' ? [read.path] : [];
  });
}

/** Calls of modules that may not be called, or that could be another module tomorrow. */
export function findCalls(files: ModuleFile[], rules: Rules): Finding[] {
  return callsIn(files).flatMap(call => {
    const why = refuse(call, readModuleSource(call.source), rules);
    if (why === undefined) return [];
    return {
      file: call.file.name,
      line: findLine(call.file.text, 'module', call.name),
      rule: 'modules',
      words: `the module "${call.name}" is called from "${withoutUser(
        call.source,
      )}": ${why}`,
    };
  });
}

/** @returns why what is called may not be; undefined when it may */
function refuse(
  { versions }: Pick<Call, 'versions'>,
  source: CalledSource,
  { modules }: Rules,
): string | undefined {
  if (source.kind === 'local') return undefined;
  if (source.kind === 'refused') return source.why;
  if (!matchesAny(modules, source.address)) {
    const list = modules.length > 0 ? modules.join(', ') : 'empty';
    return `"${source.address}" is not on the list of the platform (${list}). Have the platform team add it to terraform.trust.modules, or copy the module into this one`;
  }
  if (source.kind === 'git') return requirePinned(source.ref);
  if (versions.length > 0 && versions.every(one => EXACT.test(one.trim()))) {
    return undefined;
  }
  return 'it is not pinned. Say one whole version of it, such as version = "1.4.0"';
}

function requirePinned(ref: string | undefined): string | undefined {
  if (ref !== undefined && ref !== '' && !BRANCHES.test(ref)) return undefined;
  return 'it is not pinned. Say a tag or a whole commit id in it, such as ?ref=v1.4.0';
}

/** Whether what was asked for by this ref is so for ever. */
export function isCommit(ref: string): boolean {
  return COMMIT.test(ref);
}

function callsIn(files: ModuleFile[]): Call[] {
  const blocks = files.flatMap(file =>
    blocksOf(file.body, 'module', 1).map(({ labels, body }) => ({
      ...{ file, body, name: labels[0] },
    })),
  );
  return blocks
    .filter(({ body }) => member(body, 'source') !== undefined)
    .map(({ name, file, body }) => ({
      ...{ name, file },
      // What is no text is put together, whatever it is.
      source: readText(member(body, 'source')) ?? '${?}',
      versions: blocks
        .filter(one => one.name === name)
        .map(one => member(one.body, 'version'))
        .filter(one => one !== undefined)
        .map(one => readText(one) ?? '?'),
    }));
}

function withoutUser(source: string): string {
  return source.replace(/\/\/[^/@]*@/, '//***@');
}
