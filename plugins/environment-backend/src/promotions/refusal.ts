import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type { GateReport, WhyNot } from '@towpath/plugin-environment-common';
import { describeOld } from '../model/describeOld';
import type { PromotionPlan } from '../model/PromotionPlan';

type What = Pick<PromotionPlan, 'service' | 'version' | 'to'>;

/** What is said to who asked for what cannot go. */
export function refusalOf(
  reason: Extract<WhyNot, { type: 'old' | 'under-way' }>,
  what: What,
): Error {
  if (reason.type === 'old') return new ConflictError(describeOld(what));
  const { service, version, to } = what;
  return new ConflictError(
    `${service.name} ${version} is on its way to ${to} already, by promotion ${reason.underWay.id}`,
  );
}

/** What is said to who asks for what no environment takes, or what they may not ask for. */
export function refusalOfRequest(
  reason: Extract<WhyNot, { type: 'no-route' | 'no-person' | 'no-reason' }>,
  to: string,
): Error {
  switch (reason.type) {
    case 'no-person':
      return new NotAllowedError(
        'overrideSetback is true, and only a person may bring a version again that failed or was rolled back. Promote a newer version',
      );
    case 'no-reason':
      return new InputError(
        'overrideSetback is true and reason is empty: write in reason why the version comes again although it failed or was rolled back',
      );
    default: {
      const { from, promotesFrom } = reason;
      return new InputError(
        promotesFrom
          ? `from is "${from}", but ${to} promotes from ${promotesFrom}: set from to ${promotesFrom}`
          : `${to} promotes from no environment, so nothing can be promoted to it`,
      );
    }
  }
}

/** What each closed gate says. */
export function refusalOfGates(
  closed: GateReport[],
  { service, version, to }: What,
): Error {
  const said = closed.map(({ title, message }) => `${title}: ${message}`);
  return new ConflictError(
    `${service.name} ${version} cannot go to ${to} now. ${said.join(' ')}`,
  );
}
