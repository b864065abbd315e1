import { describeProblem, Policy, PolicyError } from '@towpath/policy';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';

/** The variables of rules about promotions; see `policyDocument.ts`. */
export const POLICY_VARIABLES = [
  ...['service', 'environment', 'source', 'version', 'image', 'from', 'to'],
  ...['requestedBy', 'automatic', 'rollback', 'now'],
] as const;

/** A file with a policy: usable, or what is wrong with it. */
export interface PolicyFile {
  file: string;
  /** The policy's name, as far as it can be read. */
  name?: string;
  policy?: Policy;
  /** With file and line; each a sentence or two. */
  problems: string[];
}

/** Reads one policy from YAML. Never throws. */
export function readPolicyFile(file: string, text: string): PolicyFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    const problems = document.errors.map(error => `${file}: ${error.message}`);
    return { file, problems };
  }
  const nameNode = isMap(document.contents)
    ? document.contents.get('name', true)
    : undefined;
  const name = isScalar(nameNode) ? String(nameNode.value) : undefined;
  try {
    const policy = Policy.compile(document.toJS(), {
      variables: POLICY_VARIABLES,
    });
    return { file, name: policy.name, policy, problems: [] };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const problems = error.problems.map(problem => {
      const line = lineOf(document, problem.path, lines);
      return `${file}:${line}: ${describeProblem(problem)}`;
    });
    return { file, name, problems };
  }
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
