import { LineCounter } from 'yaml';
import type { Node } from 'yaml';
import type { Position } from '../diagnostics/diagnostic';

/** One text that values came from: the Score file or an overrides file. */
export class SourceText {
  readonly file: string | undefined;
  readonly text: string;
  readonly lineCounter = new LineCounter();

  constructor(text: string, file?: string) {
    this.text = text;
    this.file = file;
  }

  /** The position of the characters from `start` up to `end`. */
  position(start: number, end: number): Position {
    const from = this.lineCounter.linePos(start);
    const to = this.lineCounter.linePos(Math.max(start, end));
    return {
      ...(this.file === undefined ? {} : { file: this.file }),
      line: Math.max(1, from.line),
      column: Math.max(1, from.col),
      endLine: Math.max(1, to.line),
      endColumn: Math.max(1, to.col),
    };
  }
}

/** Which text each node came from; a node not in it came from the main text. */
export type NodeSources = WeakMap<Node, SourceText>;
