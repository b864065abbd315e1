import type { z as zod } from 'zod/v3';

const DEFAULT_KNOWN_SECONDS = 120;

// The z that Backstage hands in.
type Z = typeof zod;

/** Where a step acts. */
export const placeInputs = {
  service: (z: Z) =>
    z
      .string()
      .min(1)
      .describe(
        'Entity reference of a service, such as component:default/payment-service, or its name.',
      ),
  environment: (z: Z) =>
    z.string().min(1).describe('Name of an environment, such as dev.'),
};

/** A Score file of the workspace. */
export const fileInput = {
  path: (z: Z) =>
    z
      .string()
      .min(1)
      .optional()
      .describe(
        'A Score file in the workspace, such as ./repository/score.yaml. Default: the one in the repository of the service.',
      ),
};

export const waitInput = {
  knownWithinSeconds: (z: Z) =>
    z
      .number()
      .nonnegative()
      .optional()
      .describe(
        `How long the portal may take to know of a service or an application that was made a moment ago. Default: ${DEFAULT_KNOWN_SECONDS}.`,
      ),
};

export function knownWithinMs(seconds = DEFAULT_KNOWN_SECONDS): number {
  return seconds * 1000;
}

export const planOutputs = {
  planId: (z: Z) => z.string().describe('Names the plan for score:provision.'),
  digest: (z: Z) => z.string().describe('What a provisioning is bound to.'),
  changes: (z: Z) => z.boolean().describe('Whether anything would change.'),
  summary: (z: Z) => z.string().describe('Such as "1 to create".'),
  difference: (z: Z) => z.string().describe('The plan as Markdown.'),
  cost: (z: Z) =>
    z
      .string()
      .describe('What it costs a month; empty where nothing has a price.'),
  approvals: (z: Z) =>
    z.array(z.string()).describe('Who has to approve; empty where nobody has.'),
  url: (z: Z) => z.string().describe('Its page in the portal.'),
};

export const provisionOutputs = {
  runId: (z: Z) =>
    z
      .string()
      .describe('Identifies the run; empty when nothing was to be done.'),
  url: (z: Z) => z.string().describe('Its page in the portal.'),
  resources: (z: Z) =>
    z
      .array(
        z.object({
          name: z.string(),
          type: z.string(),
          class: z.string(),
          status: z.string(),
          outputs: z.record(z.any()).describe('Without the secret ones.'),
          secrets: z.array(z.string()).describe('Names of the secret outputs.'),
        }),
      )
      .describe('What the service has in the environment afterwards.'),
  cost: (z: Z) =>
    z
      .object({ amount: z.number(), currency: z.string() })
      .optional()
      .describe('A month; absent where nothing has a price.'),
};
