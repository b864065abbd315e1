import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { callerIn } from '@towpath/backend-kit';
import type { ActionServices } from './ActionServices';
import {
  objectOutput,
  pageInputs,
  pageOutput,
  READ_ONLY,
  routeInputs,
  serviceInput,
} from './inputs';

const HEALTH = [
  'Healthy',
  'Progressing',
  'Degraded',
  'Suspended',
  'Missing',
  'Unknown',
] as const;

/** What runs where, and what a promotion would change. */
export function registerDeploymentActions(
  registry: ActionsRegistryService,
  { auth, comparisons, deployments }: ActionServices,
): void {
  registry.register({
    name: 'list-environments',
    title: 'List environments',
    description:
      'Lists all environments in promotion order, with their gates and the freeze that holds now.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({}),
      output: z => z.object({ items: z.array(objectOutput(z)) }),
    },
    async action({ credentials }) {
      const items = await deployments.listEnvironments(
        callerIn(credentials, auth),
      );
      return { output: { items } };
    },
  });

  registry.register({
    name: 'list-services',
    title: 'List services and what of them runs where',
    description:
      'Lists services by name, each with its version, health, sync state and how far it is behind, for every environment. The state empty says that nothing was deployed there yet; unasked and notUnderstood say what could not be asked or is not understood, from which nothing follows.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          query: z
            .string()
            .max(200)
            .optional()
            .describe('Part of the name or title.'),
          owner: z
            .array(z.string().max(200))
            .max(100)
            .optional()
            .describe('Entity references of owners; any of them.'),
          health: z
            .array(z.enum(HEALTH))
            .max(10)
            .optional()
            .describe('Services with a deployment in one of these states.'),
          drifted: z
            .boolean()
            .optional()
            .describe('Only services with a deployment that is out of sync.'),
          notUnderstood: z
            .boolean()
            .optional()
            .describe(
              'Only services with a deployment of which something is not understood.',
            ),
          ...pageInputs(z),
        }),
      output: z => pageOutput(z).extend({ total: z.number() }),
    },
    async action({ input, credentials }) {
      return {
        output: await deployments.listServices(
          input,
          callerIn(credentials, auth),
        ),
      };
    },
  });

  registry.register({
    name: 'get-service',
    title: 'Show what of a service runs where',
    description:
      'Shows one service with its deployments, and what ran in them lately.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({ service: serviceInput(z) }),
      output: z =>
        z.object({
          service: objectOutput(z),
          history: z.array(objectOutput(z)).describe('Newest first.'),
        }),
    },
    async action({ input, credentials }) {
      const caller = callerIn(credentials, auth);
      const [service, { items }] = await Promise.all([
        deployments.getService(input.service, caller),
        deployments.getHistory(input.service, { limit: 20 }, caller),
      ]);
      return { output: { service, history: items } };
    },
  });

  registry.register({
    name: 'compare',
    title: 'Compare two environments before promoting',
    description:
      'Shows what promoting a service would change and what each gate says. Pass the digest on to promote-service, so that nothing else is promoted than was shown.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          service: serviceInput(z),
          ...routeInputs(z),
        }),
      output: z =>
        z.object({
          verdict: z
            .enum(['allow', 'gate', 'deny'])
            .describe(
              'allow begins at once, gate waits for an approval, deny is refused.',
            ),
          digest: z.string(),
          comparison: objectOutput(z),
        }),
    },
    async action({ input, credentials }) {
      const comparison = await comparisons.compare(
        input,
        callerIn(credentials, auth),
      );
      const { verdict, digest } = comparison;
      return { output: { verdict, digest, comparison } };
    },
  });
}
