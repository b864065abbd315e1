import {
  describeProblem,
  Policy,
  PolicyError,
  type PolicyProblem,
} from '@towpath/policy';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { judgeByRules, type JudgingPolicy } from './JudgingPolicy';
import type { OpaClient } from './opa/OpaClient';
import { namesOpa, readOpaPolicy } from './opa/readOpaPolicy';
import { POLICY_SUBJECTS, type PolicySubject } from './subjects';

/** For whom policies are read. */
export interface PolicyReader {
  subject: PolicySubject;
  /** What rules about it can ask about. */
  variables: readonly string[];
  /** Absent where none is configured. */
  opa?: OpaClient;
}

/** A file with a policy: usable, or what is wrong with it. */
export interface PolicyFile {
  file: string;
  /** The policy's name, as far as it can be read. */
  name?: string;
  /** As it is, or as it was when the file could last be used; absent when it never could. */
  policy?: JudgingPolicy;
  /** What is wrong with the file now, with file and line; each a sentence or two. */
  problems: string[];
}

/** A policy that does not say what it judges judges promotions. */
const USUAL: PolicySubject = 'promotion';

/** Reads one policy from YAML; undefined for one that judges something else. Never throws. */
export function readPolicyFile(
  file: string,
  text: string,
  reader: PolicyReader,
): PolicyFile | undefined {
  const lines = new LineCounter();
  // Examples say what they change of another one.
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  if (document.errors.length > 0) {
    const problems = document.errors.map(error => `${file}: ${error.message}`);
    return { file, problems };
  }
  const nameNode = isMap(document.contents)
    ? document.contents.get('name', true)
    : undefined;
  const name = isScalar(nameNode) ? String(nameNode.value) : undefined;
  const definition = document.toJS();
  const subjects = subjectsOf(definition);
  const unknown = subjects.find(one => !isSubject(one));
  if (unknown !== undefined) {
    const line = lineOf(document, 'appliesTo', lines);
    return { file, name, problems: [`${file}:${line}: ${refuse(unknown)}`] };
  }
  if (!subjects.includes(reader.subject)) return undefined;
  const read = compile(definition, reader);
  if ('policy' in read) {
    return { ...read, file, name: read.policy.name, problems: [] };
  }
  const problems = read.problems.map(problem => {
    const line = lineOf(document, problem.path, lines);
    return `${file}:${line}: ${describeProblem(problem)}`;
  });
  return { file, name, problems };
}

function compile(
  definition: unknown,
  { variables, opa }: PolicyReader,
): { policy: JudgingPolicy } | { problems: readonly PolicyProblem[] } {
  if (namesOpa(definition)) return readOpaPolicy(definition, opa);
  try {
    const policy = Policy.compile(definition, { variables });
    return { policy: judgeByRules(policy) };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return { problems: error.problems };
  }
}

/** What is no list is told by the policy itself. */
function subjectsOf(definition: unknown): unknown[] {
  const { appliesTo } = (definition ?? {}) as { appliesTo?: unknown };
  return Array.isArray(appliesTo) ? appliesTo : [USUAL];
}

function isSubject(name: unknown): boolean {
  return POLICY_SUBJECTS.some(known => known === name);
}

function refuse(name: unknown): string {
  const known = POLICY_SUBJECTS.join(', ');
  return `appliesTo: there is nothing called ${JSON.stringify(
    name,
  )} that policies judge. Use ${known}.`;
}

/** The line of what a path such as `rules[0].when` leads to, or of the nearest thing above it. */
function lineOf(
  document: ReturnType<typeof parseDocument>,
  path: string,
  lines: LineCounter,
): number {
  const keys = path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map(key => (/^\d+$/.test(key) ? Number(key) : key));
  for (; keys.length > 0; keys.pop()) {
    const node = document.getIn(keys, true) as { range?: number[] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
