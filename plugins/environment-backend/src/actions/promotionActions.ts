import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { callerIn } from '@towpath/backend-kit';
import type { Promotion } from '@towpath/plugin-environment-common';
import { RUN_STATUSES } from '@towpath/plugin-runs-common';
import type { ActionServices } from './ActionServices';
import {
  environmentInput,
  objectOutput,
  pageInputs,
  pageOutput,
  promotionInput,
  promotionOutput,
  READ_ONLY,
  routeInputs,
  serviceInput,
} from './inputs';

const toOutput = (promotion: Promotion) => ({
  output: { promotionId: promotion.id, status: promotion.status, promotion },
});

/** Promotions: to look at, to ask for, to decide over and to take back. */
export function registerPromotionActions(
  registry: ActionsRegistryService,
  services: ActionServices,
): void {
  registerLooking(registry, services);
  registerAsking(registry, services);
  registerDeciding(registry, services);
}

function registerLooking(
  registry: ActionsRegistryService,
  { auth, promotions }: ActionServices,
) {
  registry.register({
    name: 'list-promotions',
    title: 'List promotions',
    description:
      'Lists promotions and rollbacks, newest first; with waitingForMe those that the person who asks can approve.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          service: serviceInput(z).optional(),
          environment: environmentInput(z)
            .optional()
            .describe('Target environment.'),
          status: z.array(z.enum(RUN_STATUSES)).max(10).optional(),
          waitingForMe: z.boolean().optional(),
          ...pageInputs(z),
        }),
      output: z => pageOutput(z),
    },
    async action({ input, credentials }) {
      return {
        output: await promotions.list(input, callerIn(credentials, auth)),
      };
    },
  });

  registry.register({
    name: 'get-promotion',
    title: 'Show a promotion and its log',
    description:
      'Shows how a promotion stands: steps, approvals, what it waits for, and its log.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          promotionId: promotionInput(z),
          after: z
            .number()
            .int()
            .min(0)
            .max(2 ** 31 - 1)
            .optional()
            .describe('Only log lines after this seq.'),
        }),
      output: z => promotionOutput(z).extend({ log: z.array(objectOutput(z)) }),
    },
    async action({ input, credentials }) {
      const { promotionId, after } = input;
      const caller = callerIn(credentials, auth);
      const promotion = await promotions.get(promotionId, caller);
      const { lines } = await promotions.log(promotionId, { after }, caller);
      return { output: { ...toOutput(promotion).output, log: lines } };
    },
  });
}

function registerAsking(
  registry: ActionsRegistryService,
  { auth, promotions }: ActionServices,
) {
  registry.register({
    name: 'promote-service',
    title: 'Promote a service',
    description:
      'Promotes a service from one environment to the next, through its gates. Compare first, and pass the digest.',
    // It changes what runs; with a key, saying it twice begins it once.
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z =>
        z.object({
          service: serviceInput(z),
          ...routeInputs(z),
          reason: z
            .string()
            .max(2000)
            .optional()
            .describe('Shown to who approves it.'),
          overrideSetback: z
            .boolean()
            .optional()
            .describe(
              'Brings a version again that failed or was rolled back there; needs a reason, and a person who decided so.',
            ),
          digest: z
            .string()
            .max(128)
            .optional()
            .describe('Of the comparison that was shown.'),
          idempotencyKey: z
            .string()
            .min(1)
            .max(200)
            .optional()
            .describe(
              'The same key by the same person begins it once; with another request it is refused.',
            ),
        }),
      output: z => promotionOutput(z),
    },
    async action({ input, credentials }) {
      const { idempotencyKey, ...request } = input;
      return toOutput(
        await promotions.promote(
          request,
          callerIn(credentials, auth),
          idempotencyKey,
        ),
      );
    },
  });

  registry.register({
    name: 'roll-back-promotion',
    title: 'Roll a promotion back',
    description:
      'Writes back what a promotion replaced, in a commit of its own. Refused when the values have changed since.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: z =>
        z.object({
          promotionId: promotionInput(z),
          reason: z.string().min(1).max(2000),
          overrideFreeze: z
            .boolean()
            .optional()
            .describe('Roll back although a freeze holds.'),
        }),
      output: z => promotionOutput(z),
    },
    async action({ input, credentials }) {
      const { promotionId, ...request } = input;
      return toOutput(
        await promotions.rollback(
          promotionId,
          request,
          callerIn(credentials, auth),
        ),
      );
    },
  });
}

function registerDeciding(
  registry: ActionsRegistryService,
  { auth, promotions }: ActionServices,
) {
  const CHANGES = { readOnly: false, destructive: false, idempotent: true };

  registry.register({
    name: 'approve-promotion',
    title: 'Approve a promotion',
    description:
      'Approves a promotion that waits for it. The approval holds for what was shown, by its digest, and for nothing else.',
    attributes: CHANGES,
    schema: {
      input: z =>
        z.object({
          promotionId: promotionInput(z),
          digest: z
            .string()
            .max(128)
            .describe('approval.digest of the promotion that was shown.'),
          comment: z.string().max(2000).optional(),
        }),
      output: z => promotionOutput(z),
    },
    async action({ input, credentials }) {
      const { promotionId, ...request } = input;
      return toOutput(
        await promotions.approve(
          promotionId,
          request,
          callerIn(credentials, auth),
        ),
      );
    },
  });

  registry.register({
    name: 'reject-promotion',
    title: 'Reject a promotion',
    description: 'Ends a promotion that waits for approval.',
    attributes: CHANGES,
    schema: {
      input: z =>
        z.object({
          promotionId: promotionInput(z),
          comment: z.string().min(1).max(2000).describe('Why.'),
        }),
      output: z => promotionOutput(z),
    },
    async action({ input, credentials }) {
      const { promotionId, ...request } = input;
      return toOutput(
        await promotions.reject(
          promotionId,
          request,
          callerIn(credentials, auth),
        ),
      );
    },
  });

  registry.register({
    name: 'cancel-promotion',
    title: 'Cancel a promotion',
    description:
      'Ends a promotion that has not ended. What it has written stays, until it is rolled back.',
    attributes: CHANGES,
    schema: {
      input: z =>
        z.object({
          promotionId: promotionInput(z),
          reason: z.string().max(2000).optional(),
        }),
      output: z => promotionOutput(z),
    },
    async action({ input, credentials }) {
      const { promotionId, ...request } = input;
      return toOutput(
        await promotions.cancel(
          promotionId,
          request,
          callerIn(credentials, auth),
        ),
      );
    },
  });

  registry.register({
    name: 'retry-promotion',
    title: 'Retry a promotion',
    description: 'Goes on with a failed promotion at the step that failed.',
    attributes: CHANGES,
    schema: {
      input: z => z.object({ promotionId: promotionInput(z) }),
      output: z => promotionOutput(z),
    },
    async action({ input, credentials }) {
      return toOutput(
        await promotions.retry(input.promotionId, callerIn(credentials, auth)),
      );
    },
  });
}
