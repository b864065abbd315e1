import type { AuthService } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { callerIn } from '@towpath/backend-kit';
import type { DriftService } from '../drift/DriftService';

/** Looking and accepting, for the terminal and for AI clients. */
export function registerDriftActions(
  registry: ActionsRegistryService,
  { auth, drift }: { auth: AuthService; drift: DriftService },
): void {
  registry.register({
    name: 'look-for-drift',
    title: 'Look whether resources are as they were provided',
    description:
      'Has drivers look now at what a service has. Each resource tells its observation: as-provided, changed with the differences, missing, or why it could not be asked. Mend by planning and provisioning.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: z =>
        z.object({
          service: z
            .string()
            .min(1)
            .max(200)
            .describe('Entity reference of a service, or its name.'),
          environment: z.string().min(1).max(63).optional(),
          resource: z.string().uuid().optional().describe('This one alone.'),
        }),
      output: z => z.object({ items: z.array(z.record(z.unknown())) }),
    },
    async action({ input, credentials }) {
      return { output: await drift.look(input, callerIn(credentials, auth)) };
    },
  });

  registry.register({
    name: 'accept-drift',
    title: 'Accept what a resource is now',
    description:
      'Takes what is there for what was provided, where the driver can, so that no plan changes it back. Give the digest of the observation that was shown to the person.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    schema: {
      input: z =>
        z.object({
          resource: z.string().uuid(),
          digest: z.string().min(1).max(100).describe('Of the observation.'),
          reason: z.string().trim().min(1).max(2000),
        }),
      output: z => z.object({ resource: z.record(z.unknown()) }),
    },
    async action({ input, credentials }) {
      const { resource: id, ...request } = input;
      const caller = callerIn(credentials, auth);
      return { output: { resource: await drift.accept(id, request, caller) } };
    },
  });
}
