import type { AuthService } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { callerIn } from '@towpath/backend-kit';
import type { UpkeepService } from '../upkeep/UpkeepService';

interface UpkeepAction {
  name: string;
  method: 'rotate' | 'restore' | 'removeCopy';
  title: string;
  description: string;
  destructive: boolean;
}

const ACTIONS: UpkeepAction[] = [
  {
    name: 'rotate-secrets',
    method: 'rotate',
    title: 'Make new secrets for a resource',
    description:
      'Begins a run that makes new secrets. Those of before work until the next time, so workloads have time to take up the new ones.',
    destructive: false,
  },
  {
    name: 'restore-copy',
    method: 'restore',
    title: 'Restore the kept copy of a resource',
    description:
      'Begins a run that brings back what was taken away. The next plan takes it away again unless the Score file asks for it.',
    destructive: false,
  },
  {
    name: 'remove-copy',
    method: 'removeCopy',
    title: 'Remove the kept copy of a resource for good',
    description:
      'Begins a run that removes a kept copy before its time. Nothing brings it back. Ask the person first.',
    destructive: true,
  },
];

/** Work on one resource, for the terminal and for AI clients. */
export function registerUpkeepActions(
  registry: ActionsRegistryService,
  { auth, upkeep }: { auth: AuthService; upkeep: UpkeepService },
): void {
  for (const { name, method, title, description, destructive } of ACTIONS) {
    registry.register({
      ...{ name, title, description },
      attributes: { readOnly: false, destructive, idempotent: false },
      schema: {
        input: z =>
          z.object({
            resource: z.string().uuid().describe('Id of the resource.'),
            reason: z.string().trim().min(1).max(2000),
            idempotencyKey: z.string().min(1).max(200).optional(),
          }),
        output: z =>
          z.object({
            runId: z.string(),
            link: z.string().describe('Path of its page in the portal.'),
          }),
      },
      async action({ input, credentials }) {
        const { resource, reason, idempotencyKey } = input;
        const caller = callerIn(credentials, auth);
        const { id, link } = await upkeep[method](
          resource,
          { reason },
          caller,
          idempotencyKey,
        );
        return { output: { runId: id, link } };
      },
    });
  }
  registry.register({
    name: 'reseal-secrets',
    title: 'Seal all secrets with the newest key',
    description:
      'Seals the secret outputs of all resources with the newest key, opens each, and names those that are not. With none left, older keys can go from the configuration.',
    attributes: { readOnly: false, destructive: false, idempotent: true },
    schema: {
      input: z => z.object({}),
      output: z =>
        z.object({
          key: z.string(),
          resealed: z.number(),
          proven: z.number(),
          left: z.array(z.record(z.unknown())),
        }),
    },
    async action({ credentials }) {
      return { output: await upkeep.reseal(callerIn(credentials, auth)) };
    },
  });
}
