/** What stands in a template, each with the line where it begins. */
export type Node =
  | { kind: 'text'; line: number; text: string }
  | { kind: 'action'; line: number; pipe: Pipe }
  | { kind: 'if' | 'with' | 'range'; line: number; branches: Branches }
  | { kind: 'break' | 'continue'; line: number };

export interface Branches {
  pipe: Pipe;
  body: Node[];
  otherwise: Node[];
}

export interface Pipe {
  line: number;
  /** Names of variables that it sets, with their `$`. */
  sets: string[];
  /** Whether those are new ones. */
  declares: boolean;
  commands: Operand[][];
}

export type Operand = { line: number } & (
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'dot' }
  | { kind: 'fields'; fields: string[] }
  | { kind: 'variable'; name: string; fields: string[] }
  | { kind: 'function'; name: string }
  | { kind: 'pipe'; pipe: Pipe; fields: string[] }
);
