import type { AuthService } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { callerIn } from '@towpath/backend-kit';
import type { z as zod } from 'zod/v3';
import type { ScoreService } from '../service/ScoreService';

/** What the routes call, called by the actions too: with the permissions of who asks. */
export interface ActionServices {
  auth: AuthService;
  score: ScoreService;
}

type Zod = typeof zod;

const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };

const serviceInput = (z: Zod) =>
  z
    .string()
    .min(1)
    .max(200)
    .describe(
      'Entity reference of a service, such as component:default/payment-service, or its name.',
    );
const environmentInput = (z: Zod) =>
  z.string().min(1).max(63).describe('Name of an environment, such as dev.');
const scoreInput = (z: Zod) =>
  z.string().min(1).max(200_000).describe('Text of a Score file.');
const objectOutput = (z: Zod) => z.record(z.unknown());

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
  { auth, score }: ActionServices,
) {
  registry.register({
    name: 'validate',
    title: 'Check a Score file',
    description:
      'Says what is wrong with a Score file, and where. With service and environment, by the resource definitions that hold there.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          score: scoreInput(z),
          service: serviceInput(z).optional(),
          environment: environmentInput(z).optional(),
        }),
      output: z =>
        z.object({
          valid: z.boolean(),
          diagnostics: z.array(objectOutput(z)),
        }),
    },
    async action({ input, credentials }) {
      return {
        output: await score.validate(input, callerIn(credentials, auth)),
      };
    },
  });

  registry.register({
    name: 'render',
    title: 'Render the manifests of a Score file',
    description:
      'Renders the Kubernetes manifests of a Score file in an environment, with what is known now. Changes nothing and asks no driver.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          environment: environmentInput(z),
          service: serviceInput(z).optional(),
          score: scoreInput(z)
            .optional()
            .describe('In place of the file in the repository of the service.'),
        }),
      output: z =>
        z.object({
          valid: z.boolean(),
          diagnostics: z.array(objectOutput(z)),
          manifests: z.string().optional(),
        }),
    },
    async action({ input, credentials }) {
      return {
        output: await score.render(input, callerIn(credentials, auth)),
      };
    },
  });

  registry.register({
    name: 'list-resource-types',
    title: 'List what a Score file can ask for',
    description:
      'Lists types of resources with params, outputs and an example for each.',
    attributes: READ_ONLY,
    schema: {
      input: z => z.object({}),
      output: z => z.object({ items: z.array(objectOutput(z)) }),
    },
    async action({ credentials }) {
      const { items } = await score.listResourceTypes(
        callerIn(credentials, auth),
      );
      return { output: { items } };
    },
  });

  registry.register({
    name: 'explain',
    title: 'Say which resource definition holds where, and why',
    description:
      'Says which definition would provide a type of resource for a service in an environment, and why no other one does.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          service: serviceInput(z),
          environment: environmentInput(z),
          type: z.string().min(1).max(63),
          class: z.string().min(1).max(63).optional(),
          id: z.string().min(1).max(63).optional(),
        }),
      output: z =>
        z.object({
          chosen: z.string().optional(),
          whyNone: z.string().optional(),
          considered: z.array(objectOutput(z)),
        }),
    },
    async action({ input, credentials }) {
      return {
        output: await score.explain(input, callerIn(credentials, auth)),
      };
    },
  });

  registry.register({
    name: 'list-resources',
    title: 'List resources',
    description:
      'Lists what services have in environments, with status and outputs; secret outputs by their names alone.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          service: serviceInput(z).optional(),
          environment: environmentInput(z).optional(),
          type: z.string().max(63).optional(),
          drift: z
            .enum(['drifted', 'unasked'])
            .optional()
            .describe(
              'drifted for what is not as provided, unasked for what could not be looked at last.',
            ),
          limit: z.number().int().min(1).max(200).optional(),
          cursor: z.string().max(1000).optional(),
        }),
      output: z =>
        z.object({
          items: z.array(objectOutput(z)),
          total: z.number(),
          nextCursor: z.string().optional(),
        }),
    },
    async action({ input, credentials }) {
      const page = await score.listResources(
        input,
        callerIn(credentials, auth),
      );
      return { output: page };
    },
  });
}

function registerPlanning(
  registry: ActionsRegistryService,
  { auth, score }: ActionServices,
) {
  registry.register({
    name: 'plan',
    title: 'Plan what a service needs in an environment',
    description:
      'Finds out what providing the Score file of a service would create, change and delete, which rules speak, what it costs and who has to approve. Changes nothing. Show it to the person before provisioning.',
    attributes: { ...READ_ONLY, idempotent: false },
    schema: {
      input: z =>
        z.object({
          service: serviceInput(z),
          environment: environmentInput(z),
          score: scoreInput(z)
            .optional()
            .describe(
              'In place of the file in the repository; such a plan can be looked at only.',
            ),
          removes: z
            .boolean()
            .optional()
            .describe(
              'Plan the removal of all that the service has in the environment, with its manifests. What holds data leaves a copy for a time.',
            ),
        }),
      output: z =>
        z.object({
          planId: z.string(),
          digest: z.string(),
          plan: objectOutput(z),
        }),
    },
    async action({ input, credentials }) {
      const plan = await score.plan(input, callerIn(credentials, auth));
      return { output: { planId: plan.id, digest: plan.digest, plan } };
    },
  });

  registry.register({
    name: 'provision',
    title: 'Do what a plan shows',
    description:
      'Begins a run that does exactly what a plan shows, or nothing. It waits for approval where the plan says so; runs.get-run tells how it stands.',
    attributes: { readOnly: false, destructive: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          planId: z.string().uuid(),
          digest: z.string().min(1).max(100).describe('Of the plan.'),
          reason: z.string().max(2000).optional(),
          idempotencyKey: z.string().min(1).max(200).optional(),
        }),
      output: z =>
        z.object({
          runId: z.string(),
          link: z.string().describe('Path of its page in the portal.'),
        }),
    },
    async action({ input, credentials }) {
      const { planId, digest, reason, idempotencyKey } = input;
      const { id, link } = await score.provision(
        { plan: planId, digest, reason },
        callerIn(credentials, auth),
        idempotencyKey,
      );
      return { output: { runId: id, link } };
    },
  });
}
