import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { callerIn } from '@towpath/backend-kit';
import type { ActionServices } from './ActionServices';
import {
  environmentInput,
  objectOutput,
  pageInputs,
  pageOutput,
  READ_ONLY,
} from './inputs';

/** Freezes: which hold, to begin one, to end one. */
export function registerFreezeActions(
  registry: ActionsRegistryService,
  { auth, freezes }: ActionServices,
): void {
  registry.register({
    name: 'list-freezes',
    title: 'List freezes',
    description:
      'Lists the freezes that hold now or later, with their reason and end.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          environment: environmentInput(z).optional(),
          ...pageInputs(z),
        }),
      output: z => pageOutput(z),
    },
    async action({ input, credentials }) {
      return { output: await freezes.list(input, callerIn(credentials, auth)) };
    },
  });

  registry.register({
    name: 'freeze-environment',
    title: 'Freeze an environment',
    description:
      'Lets nothing be promoted to an environment until a time, for a reason.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    schema: {
      input: z =>
        z.object({
          environment: environmentInput(z),
          services: z
            .array(z.string().max(200))
            .max(100)
            .optional()
            .describe('Entity references; all services when absent.'),
          reason: z.string().min(1).max(2000),
          startsAt: z
            .string()
            .datetime({ offset: true })
            .max(40)
            .optional()
            .describe('Default: now.'),
          endsAt: z.string().datetime({ offset: true }).max(40),
        }),
      output: z => z.object({ freeze: objectOutput(z) }),
    },
    async action({ input, credentials }) {
      const freeze = await freezes.create(input, callerIn(credentials, auth));
      return { output: { freeze } };
    },
  });

  registry.register({
    name: 'end-freeze',
    title: 'End a freeze',
    description: 'Ends a freeze now. A recurring one cannot be ended.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({ freezeId: z.string().min(1).max(200) }),
      output: z => z.object({ freezeId: z.string() }),
    },
    async action({ input: { freezeId }, credentials }) {
      await freezes.end(freezeId, callerIn(credentials, auth));
      return { output: { freezeId } };
    },
  });
}
