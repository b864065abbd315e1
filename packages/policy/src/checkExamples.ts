import type {
  PolicyDefinition,
  PolicyExample,
  PolicyProblem,
  PolicyResult,
} from './types';

/** Every example about which the policy says something else than it is to say. */
export function checkExamples(
  { examples = [] }: PolicyDefinition,
  evaluate: (document: Record<string, unknown>) => PolicyResult,
): PolicyProblem[] {
  return examples.flatMap((example, index) => {
    const path = `examples[${index}]`;
    const message = compare(example, evaluate(example.document));
    return message ? [{ path, message }] : [];
  });
}

function compare(
  { name, effect, rules }: PolicyExample,
  result: PolicyResult,
): string | undefined {
  const spoke = result.findings.map(({ rule }) => rule);
  const asked = rules ?? spoke;
  const isSame =
    result.effect === effect &&
    asked.length === spoke.length &&
    asked.every(rule => spoke.includes(rule));
  if (isSame) return undefined;
  const why = result.findings.map(({ message }) => message).join(' ');
  const wanted = `${effect}${rules ? ` by ${list(rules)}` : ''}`;
  return `Example "${name}" expects ${wanted}, and the policy says ${
    result.effect
  } by ${list(spoke)}. ${why}`.trim();
}

function list(rules: string[]): string {
  return rules.length > 0 ? rules.join(', ') : 'no rule';
}
