import { EFFECTS } from '@towpath/policy';
import { z } from 'zod';
import type { OpaClient } from './OpaClient';
import { OpaPolicy } from './OpaPolicy';

const text = z.string().trim().min(1);

const definition = z.strictObject({
  name: text,
  description: text.optional(),
  owner: text.optional(),
  appliesTo: z.array(text).min(1).optional(),
  opa: z.strictObject({
    path: z.string().regex(/^[A-Za-z_][\w-]*(\/[A-Za-z_][\w-]*)*$/, {
      error: 'write the rule below data with slashes, such as shop/findings',
    }),
  }),
  examples: z
    .array(
      z.strictObject({
        name: text,
        document: z.record(z.string(), z.unknown()),
        effect: z.enum(EFFECTS),
        rules: z.array(text).optional(),
      }),
    )
    .max(50)
    .optional(),
});

/** What is wrong with a file, at which path in it. */
export interface OpaProblem {
  path: string;
  message: string;
}

/** Reads a policy that names a rule of OPA in place of rules of its own. */
export function readOpaPolicy(
  written: unknown,
  opa: OpaClient | undefined,
): { policy: OpaPolicy } | { problems: OpaProblem[] } {
  if (!opa) {
    const message = 'No OPA is configured. Set policies.opa.url.';
    return { problems: [{ path: 'opa', message }] };
  }
  const read = definition.safeParse(written);
  if (read.success) return { policy: new OpaPolicy(read.data, opa) };
  const problems = read.error.issues.map(({ path, message }) => ({
    path: path.join('.'),
    message: `${message}.`,
  }));
  return { problems };
}

/** Whether a file asks OPA. */
export function namesOpa(written: unknown): boolean {
  return typeof written === 'object' && written !== null && 'opa' in written;
}
