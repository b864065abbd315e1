import type { AuthService } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { callerIn } from '@towpath/backend-kit';
import type { z as zod } from 'zod/v3';
import type { Definitions } from '../definitions/Definitions';
import type { DefinedRuns } from '../runs/DefinedRuns';
import type { ProtectedStackRuns } from '../runs/stackProtection';

/** What the routes call, called by the actions too: with the permissions of who asks. */
export interface ActionServices {
  auth: AuthService;
  definitions: Pick<Definitions, 'list' | 'detail'>;
  defined: Pick<DefinedRuns, 'plan'>;
  runs: Pick<ProtectedStackRuns, 'look' | 'apply'>;
}

type Zod = typeof zod;

const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };

const stackInput = (z: Zod) =>
  z.string().min(1).max(63).describe('Key of the stack.');
const runInput = (z: Zod) =>
  z.string().min(1).max(100).describe('Id of a run on a stack.');
const documentOutput = (z: Zod) => z.object({}).passthrough();

/** The second door, for the terminal and for AI clients. */
export function registerActions(
  registry: ActionsRegistryService,
  services: ActionServices,
): void {
  registerLooking(registry, services);
  registerPlanning(registry, services);
}

function registerLooking(
  registry: ActionsRegistryService,
  { auth, definitions, runs }: ActionServices,
) {
  registry.register({
    name: 'list-stacks',
    title: 'List Terraform stacks',
    description:
      'Lists Terraform stacks by key: whose each is, where it belongs, how its newest run ended, and whether it was changed outside of Terraform. Answers a page at a time.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          query: z
            .string()
            .max(200)
            .optional()
            .describe('Part of a key or module.'),
          owner: z.string().max(500).optional().describe('Entity reference.'),
          environment: z.string().max(63).optional(),
          service: z.string().max(500).optional().describe('Entity reference.'),
          drift: z.enum(['drifted', 'in-sync', 'unknown']).optional(),
          limit: z.number().int().min(1).max(200).default(50),
          cursor: z
            .string()
            .max(2000)
            .optional()
            .describe('nextCursor of the page before.'),
        }),
      output: documentOutput,
    },
    async action({ input, credentials }) {
      const caller = callerIn(credentials, auth);
      return { output: { ...(await definitions.list(input, caller)) } };
    },
  });

  registry.register({
    name: 'look-at-stack',
    title: 'Look at a Terraform stack',
    description:
      'Tells what a Terraform stack is made of, which stacks use its outputs, what was changed outside of Terraform, and what you may do with it. Secrets are not told.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({ stack: stackInput(z) }),
      output: documentOutput,
    },
    async action({ input, credentials }) {
      const caller = callerIn(credentials, auth);
      return {
        output: { ...(await definitions.detail(input.stack, caller)) },
      };
    },
  });

  registry.register({
    name: 'look-at-stack-run',
    title: 'Look at a run on a Terraform stack',
    description:
      'Tells how a run on a Terraform stack stands: its plan with the digest that an apply is bound to, what the rules of the platform say, and how it ended.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({ run: runInput(z) }),
      output: documentOutput,
    },
    async action({ input, credentials }) {
      const caller = callerIn(credentials, auth);
      return { output: { ...(await runs.look(input.run, 0, caller)) } };
    },
  });
}

function registerPlanning(
  registry: ActionsRegistryService,
  { auth, defined, runs }: ActionServices,
) {
  registry.register({
    name: 'plan-stack',
    title: 'Plan a Terraform stack',
    description:
      'Begins a run that plans a Terraform stack with what it is made of. Changes nothing by itself: look at the run for its plan, and apply that by its digest.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    schema: {
      input: z =>
        z.object({
          stack: stackInput(z),
          intent: z
            .enum([
              ...(['change', 'delete', 'dry-run', 'dry-delete'] as const),
              ...(['drift', 'accept-drift'] as const),
            ])
            .describe(
              'The dry ones and drift only look. accept-drift takes what was changed outside into the state.',
            ),
          reason: z.string().max(2000).optional(),
        }),
      output: z =>
        z.object({
          id: z.string().describe('Of the run.'),
          link: z.string().describe('Path of its page in the portal.'),
        }),
    },
    async action({ input, credentials }) {
      const { stack, ...request } = input;
      const caller = callerIn(credentials, auth);
      return { output: await defined.plan(stack, request, undefined, caller) };
    },
  });

  registry.register({
    name: 'apply-stack-plan',
    title: 'Apply the plan of a Terraform stack',
    description:
      'Confirms a plan by its digest, so that exactly that plan is applied, once whom the rules of the platform ask have agreed. Resources may be changed and deleted.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          run: runInput(z),
          stack: stackInput(z),
          digest: z
            .string()
            .min(1)
            .max(200)
            .describe('Of the plan that was shown.'),
        }),
      output: documentOutput,
    },
    async action({ input, credentials }) {
      const { run, ...request } = input;
      const caller = callerIn(credentials, auth);
      return { output: { ...(await runs.apply(run, request, caller)) } };
    },
  });
}
