import { isMap } from 'yaml';
import type { Document, Node, YAMLMap } from 'yaml';
import type {
  Diagnostic,
  PathSegment,
  Position,
} from './diagnostics/diagnostic';
import { hasErrors, sortDiagnostics } from './diagnostics/diagnostic';
import { child, stringOf, valueOf } from './load/nodes';
import { parseText } from './load/parse';
import type { LoadLimits, ParsedText } from './load/parse';
import { SourceText } from './load/sourceText';
import { Tree } from './load/tree';
import { ChangeLog } from './normalise/change';
import { normalise } from './normalise/normalise';
import { quoteTexts } from './normalise/quoteTexts';
import {
  eachNode,
  overlay,
  OverrideError,
  pathParts,
  setAt,
} from './override/override';
import { schemaErrors } from './schema/checkSchema';
import { describeErrors } from './schema/describeError';
import type { Workload } from './types';
import { upgrade } from './upgrade/upgrade';
import { checkWorkload } from './workload/checkWorkload';

/**
 * Changes laid over a Score file before it is checked.
 *
 * @public
 */
export interface Overrides {
  /** A YAML map laid over the file; an empty value removes a key. */
  file?: {
    text: string;
    name?: string;
    /** It may give the workload no other name: it is of one that others know by its name. Default false. */
    keepsName?: boolean;
  };
  /** `path=value` each, as on the command line; `path=` removes. */
  properties?: string[];
}

/** @public */
export interface ReadOptions extends LoadLimits {
  /** The name of the file, for positions. */
  file?: string;
  overrides?: Overrides;
  /**
   * What to do with forms that the published schema refuses and that can be
   * rewritten without guessing: `refuse` them, or `normalise` them with a
   * warning each. Default `refuse`.
   */
  dialect?: 'refuse' | 'normalise';
}

/**
 * What reading found. `valid` says whether there is a workload.
 *
 * @public
 */
export type ReadResult = ValidRead | InvalidRead;

/**
 * A Score file without an error.
 *
 * @public
 */
export interface ValidRead extends ReadFindings {
  valid: true;
  workload: Workload;
}

/**
 * A Score file with at least one error.
 *
 * @public
 */
export interface InvalidRead extends ReadFindings {
  valid: false;
  workload?: undefined;
}

/** @public */
export interface ReadFindings {
  /** Sorted by position. */
  diagnostics: Diagnostic[];
  /**
   * Where the value at a path of `workload`, or its key, stands in its source;
   * where its nearest parent does when it has none.
   */
  positionOf(path: PathSegment[], at?: 'key' | 'value'): Position | undefined;
}

/** A read file whose nodes can still be written back. */
export type Reading = ReadResult & {
  parsed: ParsedText;
  document?: Document;
  tree?: Tree;
  /** Whether an upgrade or a normalisation rewrote anything. */
  rewritten: boolean;
};

/**
 * Reads a Score file: YAML or JSON, overrides, the official upgrades, the
 * schema, then what no schema can say. Never throws; all findings come at once.
 *
 * @public
 */
export function readScore(text: string, options: ReadOptions = {}): ReadResult {
  const { valid, workload, diagnostics } = readNodes(text, options);
  // The nodes take far more room than the text, so they are not kept.
  let again: Reading | undefined;
  const findings: ReadFindings = {
    diagnostics,
    positionOf: (path, at) => {
      again ??= readNodes(text, options);
      return again.positionOf(path, at);
    },
  };
  return valid ? { valid, workload, ...findings } : { valid, ...findings };
}

/** The same, with the nodes for whoever writes the file back. */
export function readNodes(text: string, options: ReadOptions = {}): Reading {
  const parsed = parseText(text, options);
  const diagnostics = [...parsed.diagnostics];
  if (!parsed.contents) return stop(parsed, diagnostics);
  const tree = new Tree(parsed.contents, parsed.source, new WeakMap());
  if (options.overrides) {
    diagnostics.push(...applyOverrides(tree, options.overrides, options));
  }
  if (hasErrors(diagnostics)) return stop(parsed, diagnostics);
  return examine(parsed, tree, options.dialect ?? 'refuse', diagnostics);
}

function stop(parsed: ParsedText, diagnostics: Diagnostic[]): Reading {
  return {
    valid: false,
    diagnostics: sortDiagnostics(diagnostics),
    parsed,
    rewritten: false,
    positionOf: () => undefined,
  };
}

function examine(
  parsed: ParsedText,
  tree: Tree,
  dialect: 'refuse' | 'normalise',
  early: Diagnostic[],
): Reading {
  const upgrades = new ChangeLog(tree);
  upgrade(tree, upgrades);
  const log = new ChangeLog(tree);
  quoteTexts(tree, { refused: log, taken: upgrades });
  let value = tree.value();
  let errors = schemaErrors(value);
  if (errors.length || hasListForm(value)) {
    normalise(tree, log);
    value = tree.value();
    errors = schemaErrors(value);
    tree.forgetPlaces();
  }
  const diagnostics = [
    ...early.filter(({ path }) => !isChanged(path, log.changes)),
    ...asWarnings(upgrades.changes),
    ...(dialect === 'refuse' ? log.changes : asWarnings(log.changes)),
    ...log.refusals,
    ...describeErrors(errors, value)
      .filter(({ path }) => !isCovered(path, log.refusals))
      .map(finding => tree.place(finding)),
  ];
  diagnostics.push(
    ...checkWorkload(value as Workload).map(finding => tree.place(finding)),
  );
  const valid = !errors.length && !hasErrors(diagnostics);
  return {
    ...(valid ? { valid, workload: value as Workload } : { valid }),
    diagnostics: sortDiagnostics(diagnostics),
    parsed,
    document: parsed.document,
    tree,
    rewritten: upgrades.changes.length + log.changes.length > 0,
    positionOf: (path, at) => tree.positionAt(path, at),
  };
}

/** A list that the upgrade left is valid by the schema, yet has no targets. */
function hasListForm(value: unknown): boolean {
  const containers = (value as Partial<Workload> | null)?.containers ?? {};
  return Object.values(containers).some(
    container =>
      Array.isArray(container?.files) || Array.isArray(container?.volumes),
  );
}

/** Whether a refusal already speaks of this place or of what holds it. */
function isCovered(path: PathSegment[], refusals: Diagnostic[]): boolean {
  return refusals.some(
    refusal =>
      refusal.path.length > 0 &&
      refusal.path.every((segment, at) => segment === path[at]),
  );
}

/** Whether a change at this very place already says what is wrong there. */
function isChanged(path: PathSegment[], changes: Diagnostic[]): boolean {
  const place = JSON.stringify(path);
  return (
    path.length > 0 && changes.some(one => JSON.stringify(one.path) === place)
  );
}

function asWarnings(changes: Diagnostic[]): Diagnostic[] {
  return changes.map(change => ({ ...change, severity: 'warning' }));
}

function applyOverrides(
  tree: Tree,
  overrides: Overrides,
  limits: LoadLimits,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (overrides.file) {
    found.push(...applyFile(tree, overrides.file, limits));
  }
  for (const property of overrides.properties ?? []) {
    const problem = applyProperty(tree, property, limits);
    if (problem) found.push(problem);
  }
  return found;
}

function applyFile(
  tree: Tree,
  { text, name, keepsName = false }: NonNullable<Overrides['file']>,
  limits: LoadLimits,
): Diagnostic[] {
  const over = parseText(text, { ...limits, file: name });
  if (!over.contents) {
    const empty = over.diagnostics.every(({ code }) => code === 'yaml/empty');
    return empty ? [] : over.diagnostics;
  }
  eachNode(over.contents, node => tree.sources.set(node, over.source));
  if (!isMap(tree.root) || !isMap(over.contents)) {
    over.diagnostics.push(
      overrideProblem(
        'an overrides file and the file it changes are both maps',
        name,
      ),
    );
    return over.diagnostics;
  }
  const other = keepsName && otherName(tree, over.contents);
  if (other) over.diagnostics.push(other);
  overlay(tree.root, over.contents, (path, node) =>
    tree.noteRemoved(path, node),
  );
  return over.diagnostics;
}

/** An override that is about another workload; undefined for one that says no name, or the same. */
function otherName(tree: Tree, over: YAMLMap): Diagnostic | undefined {
  const path = ['metadata', 'name'];
  const named = child(child(over, 'metadata'), 'name');
  const own = stringOf(tree.locate(path).value);
  if (!named || own === undefined || stringOf(named) === own) return undefined;
  const fix = `leave metadata.name out, or write ${own}`;
  return tree.placeAt(
    {
      severity: 'error',
      code: 'override/other-workload',
      message: `the Score file is of the workload ${own}, and what is laid over it names another one`,
      path,
      fix: { text: fix, automatic: false },
    },
    named,
    valueOf(named),
  );
}

function applyProperty(
  tree: Tree,
  property: string,
  limits: LoadLimits,
): Diagnostic | undefined {
  const equals = property.indexOf('=');
  if (equals < 1) {
    return overrideProblem(`${property} is not of the form path=value`);
  }
  const parsed = readPropertyValue(property.slice(equals + 1), limits);
  if (parsed.diagnostics.length) {
    return overrideProblem(`the value of ${property} is not YAML`);
  }
  try {
    setAt(tree.root, pathParts(property.slice(0, equals)), parsed.node);
    return undefined;
  } catch (error) {
    if (!(error instanceof OverrideError)) throw error;
    return overrideProblem(`${property}: ${error.message}`);
  }
}

function readPropertyValue(
  text: string,
  limits: LoadLimits,
): { node?: Node; diagnostics: Diagnostic[] } {
  if (text.trim() === '') return { diagnostics: [] };
  const { contents, diagnostics } = parseText(text, limits);
  const real = diagnostics.filter(({ code }) => code !== 'yaml/empty');
  if (contents) {
    // Its range counts from the start of the value, not of any file.
    eachNode(contents, node => delete (node as { range?: unknown }).range);
  }
  return { node: contents, diagnostics: real };
}

function overrideProblem(message: string, file?: string): Diagnostic {
  return {
    severity: 'error',
    code: 'override/invalid',
    message,
    path: [],
    ...(file ? { position: new SourceText('', file).position(0, 0) } : {}),
  };
}
