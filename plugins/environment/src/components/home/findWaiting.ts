import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Owned } from '@towpath/home-react';
import { formatMoment, type State } from '@towpath/ui';
import { DateTime } from 'luxon';
import { promotionTitle } from '../../lib/promotionTitle';
import type { PersonalQueue } from '../../queries/usePersonalQueue';

/** What came to nothing and nobody has looked after for this long is no news. */
const NEWS_DAYS = 7;

/** One thing that waits for the person, and the way to it. */
export interface WaitingItem {
  id: string;
  state: State;
  /** The state in the words of the place. */
  label: string;
  /** What it is about. */
  name: string;
  /** Whole, where the name has only the beginning of a digest. */
  version?: string;
  /** Why it waits. */
  reason: string;
  next: { label: string; path: string };
}

type Promotion = PersonalQueue['approvals'][number];
type Freeze = PersonalQueue['freezes'][number];

const placeOf = ({ service, to }: Promotion) => `${service} ${to}`;

const approvalOf = (promotion: Promotion): WaitingItem => ({
  id: promotion.id,
  state: 'awaiting-approval',
  label: 'Approval',
  name: promotionTitle(promotion),
  version: promotion.version,
  reason: promotion.reason ?? 'It waits for your decision.',
  next: { label: 'Decide', path: `/environments/promotions/${promotion.id}` },
});

const failureOf = (promotion: Promotion): WaitingItem => {
  const tookBack = promotion.status === 'rolled-back';
  return {
    id: promotion.id,
    state: tookBack ? 'rolled-back' : 'failed',
    label: tookBack ? 'Rolled back' : 'Failed',
    name: promotionTitle(promotion),
    version: promotion.version,
    reason: promotion.outcome ?? 'The log says why.',
    next: {
      label: tookBack ? 'See why' : 'See what failed',
      path: `/environments/promotions/${promotion.id}`,
    },
  };
};

/** Failed, or written back: by default a version that does not become healthy ends so. */
const cameToNothing = ({ kind, status }: Promotion): boolean =>
  status === 'failed' || (kind === 'promotion' && status === 'rolled-back');

const freezeOf = (
  { id, environment, reason, endsAt }: Freeze,
  now: DateTime,
) => {
  const until = endsAt && formatMoment(DateTime.fromISO(endsAt), now);
  return {
    id,
    state: 'closed' as const,
    label: 'Freeze',
    name: environment,
    reason: until ? `${reason}, until ${until}` : reason,
    next: { label: 'See freezes', path: '/environments/freezes' },
  };
};

/** The newest promotion to each place, when it has come to nothing lately. */
function findFailures(askedFor: Promotion[], now: DateTime): Promotion[] {
  const places = new Set<string>();
  return askedFor.filter(promotion => {
    const isNewest = !places.has(placeOf(promotion));
    places.add(placeOf(promotion));
    const ended = DateTime.fromISO(promotion.endedAt ?? promotion.createdAt);
    const isNews = now.diff(ended, 'days').days < NEWS_DAYS;
    return isNewest && isNews && cameToNothing(promotion);
  });
}

/** Everything that waits for a person: what others wait for comes first. */
export function findWaiting(
  { approvals, askedFor, freezes }: PersonalQueue,
  { entities }: Owned,
  now: DateTime,
): WaitingItem[] {
  const mine = entities
    .filter(({ kind }) => kind === 'Component')
    .map(entity => stringifyEntityRef(entity));
  const touchesMine = ({ services }: Freeze) =>
    services?.length
      ? services.some(service => mine.includes(service))
      : mine.length > 0;
  return [
    ...approvals.map(approvalOf),
    ...findFailures(askedFor, now).map(failureOf),
    ...freezes.filter(touchesMine).map(freeze => freezeOf(freeze, now)),
  ];
}
