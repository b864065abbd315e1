import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type JsonObject } from '@backstage/types';
import type { z as zod } from 'zod/v3';

// The z that Backstage hands in.
type Z = typeof zod;

export const stackInput = {
  stack: (z: Z) =>
    z
      .string()
      .min(1)
      .describe(
        'Key of the stack: one state, kept by the portal. Small letters, digits, ".", "_" and "-".',
      ),
  timeout: (z: Z) =>
    z
      .object({
        hours: z.number().nonnegative().optional(),
        minutes: z.number().nonnegative().optional(),
        seconds: z.number().nonnegative().optional(),
      })
      .strict()
      .optional()
      .describe(
        'How long it may take, such as { minutes: 5 }, and as long again for another run on the stack to end. Default: thirty minutes.',
      ),
};

const ownerInputs = {
  owner: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'Whose the stack is, such as group:default/team-finance: only they and platform engineers change it. Default: what it was before, and the person for a new one.',
      ),
  anyOwner: (z: Z) =>
    z
      .boolean()
      .optional()
      .describe(
        'The template answers for it: whoever runs it may change the stack, whosoever it is. Never together with a key that the person chooses. Default: false.',
      ),
};

const secretsInput = (z: Z) =>
  z
    .record(z.string())
    .optional()
    .describe(
      'Variables that are nobody’s to see: the name of the variable, and the name of the secret of the task that is its value.',
    );

/** The inputs of an action that plans. */
export const moduleInputs = {
  ...stackInput,
  ...ownerInputs,
  module: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Name of a module of the platform; this or path.'),
  path: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'Folder of a module in the workspace of the task; this or module. It is copied, so it cannot refer to folders beside it.',
      ),
  environment: (z: Z) =>
    z
      .string()
      .optional()
      .describe('Value of the variable "environment" of the module.'),
  variables: (z: Z) =>
    z
      .record(z.any())
      .optional()
      .describe('Variables of the module, of any type.'),
  secrets: secretsInput,
};

export const applyInputs = {
  ...stackInput,
  ...ownerInputs,
  plan: (z: Z) =>
    z.string().min(1).describe('The output "plan" of terraform:plan.'),
  digest: (z: Z) =>
    z
      .string()
      .describe(
        'The output "digest" of terraform:plan: exactly that plan is applied, or none.',
      ),
  secrets: secretsInput,
};

const DEFAULT_TIMEOUT_MS = 30 * 60_000;

/**
 * @returns milliseconds
 * @throws InputError when the time given is none at all.
 */
export function toTimeoutMs(timeout?: {
  hours?: number;
  minutes?: number;
  seconds?: number;
}): number {
  const ms = timeout ? durationToMilliseconds(timeout) : DEFAULT_TIMEOUT_MS;
  if (ms > 0) return ms;
  throw new InputError(
    `timeout ${JSON.stringify(
      timeout,
    )} is no time at all; give at least { seconds: 1 }`,
  );
}

interface VariablesInput {
  environment?: string;
  variables?: Record<string, unknown>;
  secrets?: Record<string, string>;
}

/** The variables that may be seen. */
export function toVariables(input: VariablesInput): JsonObject {
  const { environment, variables } = input;
  return {
    ...(variables as JsonObject),
    ...(environment !== undefined && { environment }),
  };
}

const DRY_RUN_SECRET = 'no secret in a dry run';

/**
 * The values of secret variables, from the secrets of the task.
 *
 * @throws InputError that names the secret that the task does not have
 */
export function toSecrets(
  { secrets = {} }: VariablesInput,
  known: Record<string, string> = {},
  isDryRun = false,
): Record<string, string> {
  const entries = Object.entries(secrets).map(([variable, name]) => {
    if (isDryRun) return [variable, DRY_RUN_SECRET];
    if (Object.hasOwn(known, name)) return [variable, known[name]];
    throw new InputError(
      `secrets.${variable} is "${name}", and this task has no such secret. Name a field of the template with ui:field: Secret`,
    );
  });
  return Object.fromEntries(entries);
}
