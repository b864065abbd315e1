import type { ExpressionNames } from './expression/checkNames';
import { ExpressionError } from './expression/ExpressionError';
import { Template } from './Template';

/** Why a text of a document cannot be read or filled in. */
export interface TemplateProblem {
  /** Keys and positions that lead to the text. */
  path: (string | number)[];
  /** A clause without its full stop. */
  message: string;
  /** Where in the text an expression is wrong, both from 1. */
  line?: number;
  column?: number;
}

/** A document with every text filled in; there is none while there is a problem. */
export type FilledDocument =
  | { value: unknown; problems: [] }
  | { value?: undefined; problems: TemplateProblem[] };

/** A JSON document whose texts, at any depth, are {@link Template}s. Keys are left as they are. */
export class DocumentTemplate {
  readonly #document: unknown;
  /** By text. */
  readonly #templates: ReadonlyMap<string, Template>;

  private constructor(
    document: unknown,
    templates: ReadonlyMap<string, Template>,
  ) {
    this.#document = document;
    this.#templates = templates;
  }

  /** Reads all expressions, and says all that is wrong with them. Never throws. */
  static compile(
    document: unknown,
    names: ExpressionNames = {},
  ): { template: DocumentTemplate; problems: TemplateProblem[] } {
    const templates = new Map<string, Template>();
    const problems: TemplateProblem[] = [];
    mapTexts(document, [], (text, path) => {
      if (!text.includes('$')) return text;
      try {
        templates.set(text, Template.compile(text, names));
      } catch (error) {
        problems.push({ path, ...describe(error) });
      }
      return text;
    });
    return { template: new DocumentTemplate(document, templates), problems };
  }

  /**
   * What it stands for, with the top-level keys as variables. What is put in is never read as an expression again.
   * Never throws.
   */
  fill(variables: Record<string, unknown>): FilledDocument {
    const problems: TemplateProblem[] = [];
    const value = mapTexts(this.#document, [], (text, path) => {
      const result = this.#templates.get(text)?.evaluate(variables);
      if (!result) return text;
      if ('value' in result) return result.value;
      problems.push({ path, message: result.error });
      return undefined;
    });
    return problems.length > 0 ? { problems } : { value, problems: [] };
  }
}

function describe(error: unknown): Omit<TemplateProblem, 'path'> {
  const { message } = error as Error;
  if (!(error instanceof ExpressionError)) return { message };
  return { message, line: error.line, column: error.column };
}

/** The document with each text replaced by what it is made. */
function mapTexts(
  value: unknown,
  path: TemplateProblem['path'],
  make: (text: string, path: TemplateProblem['path']) => unknown,
): unknown {
  if (typeof value === 'string') return make(value, path);
  if (Array.isArray(value)) {
    return value.map((item, at) => mapTexts(item, [...path, at], make));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      mapTexts(item, [...path, key], make),
    ]),
  );
}
