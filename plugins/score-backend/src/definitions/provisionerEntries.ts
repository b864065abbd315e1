import type {
  DefinitionProblem,
  SourceFile,
} from '@towpath/resource-definitions';
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
} from 'yaml';

/** One provisioner as a file has it. */
export interface Entry {
  value: Record<string, unknown>;
  /** `file:line`, the file without its folder. */
  place: string;
  /**
   * Something wrong with a field of it.
   *
   * @param within - the line in the text of the field, from 1
   */
  problem(field: string, message: string, within?: number): DefinitionProblem;
}

/** Longest file, in UTF-16 code units. */
const LONGEST = 1024 * 1024;

/** The provisioners of a file, or why it cannot be read. Never throws. */
export function readEntries({ file, text }: SourceFile): {
  entries: Entry[];
  problems: DefinitionProblem[];
} {
  const refuse = (message: string, line?: number) => ({
    entries: [],
    problems: [{ file, line, path: '', message }],
  });
  if (text.length > LONGEST) {
    return refuse(
      `it has ${text.length} characters; at most ${LONGEST} are read`,
    );
  }
  const counter = new LineCounter();
  try {
    const document = parseDocument(text, {
      ...{ lineCounter: counter, merge: true },
      ...{ prettyErrors: false, logLevel: 'silent' },
    });
    const [error] = document.errors;
    if (error) {
      const { line } = counter.linePos(error.pos[0]);
      return refuse(`it is not YAML: ${error.message}`, line);
    }
    return entriesOf(file, document, counter);
  } catch (error) {
    // Nested thousands deep, or aliases that stand for billions of values.
    return refuse(`it cannot be read: ${(error as Error).message}`);
  }
}

function entriesOf(file: string, document: Document, counter: LineCounter) {
  const values: unknown = document.toJS();
  const { contents } = document;
  const problems: DefinitionProblem[] = [];
  if (values === null || values === undefined) return { entries: [], problems };
  if (!isSeq(contents) || !Array.isArray(values)) {
    const message = 'it is no list: write one entry for each provisioner';
    return { entries: [], problems: [{ file, line: 1, path: '', message }] };
  }
  const entries = contents.items.flatMap((item, at) => {
    const line = lineOf(item, counter);
    if (isMap(item))
      return [toEntry(values[at], { file, document, at, counter })];
    const message = 'it is no map: write uri, type and what it gives out';
    problems.push({ file, line, path: `[${at}]`, message });
    return [];
  });
  return { entries, problems };
}

function toEntry(
  value: Entry['value'],
  where: { file: string; document: Document; at: number; counter: LineCounter },
): Entry {
  const { file, document, at, counter } = where;
  const line = lineOf(document.getIn([at], true), counter);
  return {
    value,
    place: `${file.replace(/^.*[\\/]/, '')}:${line}`,
    problem(field, message, within) {
      const node = document.getIn([at, field], true);
      const start = node ? lineOf(node, counter) : line;
      // The text of a block begins on the line after its sign.
      const isBlock = isScalar(node) && String(node.type).startsWith('BLOCK');
      const offset = within === undefined ? 0 : within - (isBlock ? 0 : 1);
      return { file, line: start + offset, path: `[${at}].${field}`, message };
    },
  };
}

function lineOf(node: unknown, counter: LineCounter): number {
  const { range } = node as { range?: [number, number, number] };
  return Math.max(1, counter.linePos(range?.[0] ?? 0).line);
}
