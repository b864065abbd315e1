import { EFFECTS, type PolicyFinding } from '@towpath/policy';
import { z } from 'zod';

const text = z.string().min(1).max(2_000);

const finding = z
  .strictObject({
    rule: z.string().min(1).max(200),
    effect: z.enum(EFFECTS),
    message: text,
    approvers: z
      .strictObject({
        by: z.union([text, z.array(text).min(1)]),
        count: z.int().min(1).optional(),
        fourEyes: z.boolean().optional(),
      })
      .optional(),
    field: z.string().max(200).optional(),
    instead: text.optional(),
  })
  .refine(({ effect, approvers }) => !approvers || effect === 'gate', {
    error: 'only effect gate has approvers',
  });

const answer = z.looseObject({ result: z.array(finding).max(200) });

/** What rules of OPA said, or why that is not understood. */
export type ReadFindings = { findings: PolicyFinding[] } | { why: string };

/**
 * Reads `{"result": [{"rule", "effect", "message", …}]}`. Where nothing is defined at the path, OPA answers `{}`: that
 * is no rule which says yes.
 */
export function readFindings(body: unknown): ReadFindings {
  const hasResult =
    typeof body === 'object' && body !== null && 'result' in body;
  if (!hasResult) {
    return {
      why: 'nothing is defined at its path: is the policy loaded, and is the rule a set that may be empty',
    };
  }
  const read = answer.safeParse(body);
  if (!read.success) {
    const [{ path, message }] = read.error.issues;
    return { why: `${path.join('.')}: ${message}` };
  }
  return oneEach(read.data.result);
}

/** A rule that speaks of several things says all of it at once. */
function oneEach(said: PolicyFinding[]): ReadFindings {
  const byRule = new Map<string, PolicyFinding>();
  for (const one of said) {
    const earlier = byRule.get(one.rule);
    if (earlier && wants(earlier) !== wants(one)) {
      return { why: `rule "${one.rule}" says two things that differ` };
    }
    const message = earlier ? `${earlier.message} ${one.message}` : one.message;
    byRule.set(one.rule, { ...one, message });
  }
  const findings = [...byRule.values()].sort(
    (a, b) => EFFECTS.indexOf(a.effect) - EFFECTS.indexOf(b.effect),
  );
  return { findings };
}

function wants({ effect, approvers, field }: PolicyFinding): string {
  return JSON.stringify([effect, approvers, field]);
}
