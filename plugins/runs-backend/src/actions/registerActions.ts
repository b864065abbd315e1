import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { NotAllowedError } from '@backstage/errors';
import { callerIn, type Caller } from '@towpath/backend-kit';
import { RUN_STATUSES, type Run } from '@towpath/plugin-runs-common';
import type { RunOperations } from '@towpath/runs';
import type { z as zod } from 'zod/v3';
import type { RunLister } from '../listing/RunLister';
import type { RunFinder } from '../service/RunFinder';

/** What the routes call, called by the actions too. */
export interface ActionServices {
  auth: AuthService;
  lister: RunLister;
  finder: RunFinder;
}

type Z = typeof zod;

const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };
const CHANGES = { readOnly: false, destructive: true, idempotent: true };

const idInput = (z: Z) => z.string().uuid().describe('Id of the run.');
const wordsInput = (z: Z) => z.string().max(2000);
const objectOutput = (z: Z) => z.record(z.unknown());
const runOutput = (z: Z) =>
  z.object({
    status: z.string(),
    run: objectOutput(z).describe(
      'Steps, approvals, and in "can" what the person who asks may do now.',
    ),
  });
const toOutput = (run: Run) => ({
  output: { status: run.status as string, run: { ...run } },
});

/** Runs of every kind, for the terminal and for AI clients: the same operations as the routes, with the same rules. */
export function registerActions(
  registry: ActionsRegistryService,
  services: ActionServices,
): void {
  registerLooking(registry, services);
  registerDeciding(registry, services);
}

function registerLooking(
  registry: ActionsRegistryService,
  { auth, lister, finder }: ActionServices,
) {
  registry.register({
    name: 'list-runs',
    title: 'List runs',
    description:
      'Lists promotions, provisionings and other runs, newest first; with waitingForMe those that the person who asks can approve.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          kind: z.array(z.string().max(63)).max(20).optional(),
          status: z.array(z.enum(RUN_STATUSES)).max(10).optional(),
          subject: z
            .string()
            .max(200)
            .optional()
            .describe('Entity reference of what they are about.'),
          waitingForMe: z.boolean().optional(),
          limit: z.number().int().min(1).max(200).optional(),
          cursor: z.string().max(1000).optional(),
        }),
      output: z =>
        z.object({
          items: z.array(objectOutput(z)),
          unanswered: z
            .array(objectOutput(z))
            .describe(
              'Kinds that could not be asked; nothing follows of them.',
            ),
          nextCursor: z.string().optional(),
        }),
    },
    async action({ input, credentials }) {
      const page = await lister.list(input, personIn(credentials, auth));
      const { items, unanswered, nextCursor } = page;
      return {
        output: {
          items: items.map(run => ({ ...run })),
          unanswered: unanswered.map(one => ({ ...one })),
          nextCursor,
        },
      };
    },
  });

  registry.register({
    name: 'get-run',
    title: 'Show a run and its log',
    description:
      'Shows how a run stands: steps, approvals, what it waits for, and the end of its log.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({ id: idInput(z) }),
      output: z => runOutput(z).extend({ log: z.array(objectOutput(z)) }),
    },
    async action({ input: { id }, credentials }) {
      const caller = personIn(credentials, auth);
      const { operations } = await finder.find(id);
      const run = await operations.get(id, caller);
      const { lines } = await operations.log(id, { limit: 1000 }, caller);
      const { output } = toOutput(run);
      return { output: { ...output, log: lines.map(line => ({ ...line })) } };
    },
  });
}

function registerDeciding(
  registry: ActionsRegistryService,
  { auth, finder }: ActionServices,
) {
  const decide = async (
    id: string,
    credentials: BackstageCredentials,
    act: (operations: RunOperations, caller: Caller) => Promise<Run>,
  ) => {
    const caller = personIn(credentials, auth);
    const { operations } = await finder.find(id);
    return toOutput(await act(operations, caller));
  };

  registry.register({
    name: 'approve-run',
    title: 'Approve a run',
    description:
      'Approves what a run would do, as get-run shows it. Pass its approval.digest on: what has changed since is not approved.',
    attributes: CHANGES,
    schema: {
      input: z =>
        z.object({
          id: idInput(z),
          digest: z.string().min(1).max(100),
          comment: wordsInput(z).optional(),
        }),
      output: runOutput,
    },
    action: ({ input: { id, digest, comment }, credentials }) =>
      decide(id, credentials, (operations, caller) =>
        operations.approve(id, { digest, comment }, caller),
      ),
  });

  registry.register({
    name: 'reject-run',
    title: 'Reject a run',
    description:
      'Refuses what a run would do. It ends, and whoever asked is told why.',
    attributes: CHANGES,
    schema: {
      input: z => z.object({ id: idInput(z), comment: wordsInput(z).min(1) }),
      output: runOutput,
    },
    action: ({ input: { id, comment }, credentials }) =>
      decide(id, credentials, (operations, caller) =>
        operations.reject(id, { comment }, caller),
      ),
  });

  registry.register({
    name: 'cancel-run',
    title: 'Cancel a run',
    description:
      'Ends a run that is not at its end. What it has done so far stays.',
    attributes: CHANGES,
    schema: {
      input: z =>
        z.object({ id: idInput(z), reason: wordsInput(z).optional() }),
      output: runOutput,
    },
    action: ({ input: { id, reason }, credentials }) =>
      decide(id, credentials, (operations, caller) =>
        operations.cancel(id, { reason }, caller),
      ),
  });

  registry.register({
    name: 'retry-run',
    title: 'Try a run again',
    description: 'Has a run that failed go on where it stopped.',
    attributes: CHANGES,
    schema: { input: z => z.object({ id: idInput(z) }), output: runOutput },
    action: ({ input: { id }, credentials }) =>
      decide(id, credentials, (operations, caller) =>
        operations.retry(id, caller),
      ),
  });
}

/** @throws NotAllowedError for a service: it is the plugin whose runs they are that says what a token may */
function personIn(
  credentials: BackstageCredentials,
  auth: AuthService,
): Caller {
  if (auth.isPrincipal(credentials, 'user')) return callerIn(credentials, auth);
  throw new NotAllowedError('Only a person may do this: sign in as one');
}
