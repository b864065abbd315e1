import type { JudgingPolicy } from '@towpath/backend-kit';
import type { PolicyExample } from '@towpath/plugin-policies-common';

type Written = NonNullable<JudgingPolicy['definition']['examples']>[number];

/**
 * The examples of a policy, and whether what they expect is so. Those of rules in the file were tried when it was read,
 * and it would not be used otherwise; what OPA says of its own is known only when it is asked.
 */
export async function tryExamples(
  policy: JudgingPolicy,
): Promise<PolicyExample[]> {
  const { examples = [] } = policy.definition;
  if (policy.engine === 'cel') {
    return examples.map(one => ({ ...one, outcome: 'holds' as const }));
  }
  return Promise.all(examples.map(one => tryOne(policy, one)));
}

async function tryOne(
  policy: JudgingPolicy,
  example: Written,
): Promise<PolicyExample> {
  const { effect, findings } = await policy.evaluate(example.document);
  const why = findings.map(({ message }) => message).join(' ');
  if (findings.some(({ error }) => error)) {
    return { ...example, outcome: 'unasked', why };
  }
  const spoke = findings.map(({ rule }) => rule).sort();
  const wanted = [...(example.rules ?? spoke)].sort();
  const holds =
    effect === example.effect && wanted.join('\n') === spoke.join('\n');
  if (holds) return { ...example, outcome: 'holds' };
  const said = `${effect} by ${spoke.join(', ') || 'no rule'}. ${why}`;
  return { ...example, outcome: 'differs', why: said.trim() };
}
