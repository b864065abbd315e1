import type { z as zod } from 'zod/v3';

// The z that Backstage hands in.
type Z = typeof zod;

/** The attributes of an action that changes nothing. */
export const READ_ONLY = {
  readOnly: true,
  destructive: false,
  idempotent: true,
};

export const serviceInput = (z: Z) =>
  z
    .string()
    .min(1)
    .max(200)
    .describe(
      'Service name such as payment-service, or its entity reference such as component:default/payment-service.',
    );

/** Name of an environment. */
export const environmentInput = (z: Z) => z.string().min(1).max(63);

/** Where a version comes from, where it goes, and which it is. */
export const routeInputs = (z: Z) => ({
  from: environmentInput(z).describe('Source environment.'),
  to: environmentInput(z).describe('Target environment.'),
  version: z
    .string()
    .max(128)
    .optional()
    .describe('Another version than the one that runs in the source.'),
});

export const promotionInput = (z: Z) =>
  z.string().min(1).max(200).describe('Id of the promotion.');

export const pageInputs = (z: Z) => ({
  limit: z.number().int().min(1).max(200).optional(),
  cursor: z
    .string()
    .max(1000)
    .optional()
    .describe('The nextCursor of the page before.'),
});

/** An object of the environment API; its document has the fields. */
export const objectOutput = (z: Z) => z.record(z.unknown());

export const pageOutput = (z: Z) =>
  z.object({
    items: z.array(objectOutput(z)),
    nextCursor: z.string().optional().describe('Absent on the last page.'),
  });

export const promotionOutput = (z: Z) =>
  z.object({
    promotionId: z.string(),
    status: z.string(),
    promotion: objectOutput(z).describe(
      'Steps, gates, approvals, edits, and in "can" what the person who asks may do now.',
    ),
  });
