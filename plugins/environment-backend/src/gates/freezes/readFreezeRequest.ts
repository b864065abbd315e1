import { InputError } from '@backstage/errors';
import type { FreezeRequest } from '@towpath/plugin-environment-common';
import type { ServiceCatalog } from '../../catalog/ServiceCatalog';
import type { FreezeSpan } from './FreezeSpan';

type Wanted = Pick<
  FreezeSpan,
  'environment' | 'services' | 'reason' | 'startsAt' | 'endsAt'
>;

/** Checks what a person asks for against the catalog and the clock. */
export async function readFreezeRequest(
  request: FreezeRequest,
  catalog: ServiceCatalog,
  now: Date,
): Promise<Wanted> {
  const { metadata } = await catalog.getEnvironment(request.environment);
  const services = await Promise.all(
    (request.services ?? []).map(name => catalog.getService(name)),
  );
  return {
    environment: metadata.name,
    services:
      services.length > 0
        ? [...new Set(services.map(({ ref }) => ref))]
        : undefined,
    reason: readReason(request),
    ...readTimes(request, now),
  };
}

function readReason({ reason }: FreezeRequest): string {
  if (reason.trim() === '') {
    throw new InputError(
      'reason is empty. Say why, for those whom the freeze holds up.',
    );
  }
  return reason.trim();
}

function readTimes(
  { startsAt, endsAt }: FreezeRequest,
  now: Date,
): Pick<FreezeSpan, 'startsAt' | 'endsAt'> {
  const start = startsAt ? readTime('startsAt', startsAt) : now;
  const end = readTime('endsAt', endsAt);
  if (end <= now) {
    throw new InputError(
      `endsAt is ${endsAt}, which is over. Give a time to come.`,
    );
  }
  if (end <= start) {
    throw new InputError(
      `endsAt is ${endsAt}, which is not after startsAt, ${start.toISOString()}. Give a later time.`,
    );
  }
  return { startsAt: start, endsAt: end };
}

/** A leap second, for one, is written right and yet no time that can be counted to. */
function readTime(field: string, text: string): Date {
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new InputError(
    `${field} is ${text}, which is no time. Write one such as 2026-12-31T23:00:00Z.`,
  );
}
