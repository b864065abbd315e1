import { ConflictError, NotFoundError } from '@backstage/errors';
import { type Caller, isUuid } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type {
  Freeze,
  FreezeQuery,
  FreezeRequest,
  Page,
} from '@towpath/plugin-environment-common';
import { randomUUID } from 'node:crypto';
import type { ServiceCatalog } from '../../catalog/ServiceCatalog';
import type { OnGateChange } from '../GateChange';
import type { FreezeService } from './FreezeService';
import type { FreezeStore } from './FreezeStore';
import { listFreezes } from './listFreezes';
import { readFreezeRequest } from './readFreezeRequest';
import { isRecurring, RECURRING_PREFIX } from './recurringSpans';
import { toFreeze } from './toFreeze';

const PAGE = 50;
const MOST_COMING = 100;
const MOST_A_DAY = 200;
const DAY_MS = 24 * 60 * 60 * 1000;

interface Parts {
  store: FreezeStore;
  catalog: ServiceCatalog;
  clock: Clock;
  onChange: OnGateChange;
}

/** {@link FreezeService} without any look at who may. */
export class DefaultFreezeService implements FreezeService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async list(query: FreezeQuery): Promise<Page<Freeze>> {
    const { store, catalog } = this.#parts;
    const now = this.#now();
    const { spans, nextCursor } = await listFreezes(store, {
      ...query,
      environments: await catalog.listEnvironments(),
      past: query.past ?? false,
      limit: query.limit ?? PAGE,
      now,
    });
    return { items: spans.map(span => toFreeze(span, now)), nextCursor };
  }

  async get(id: string): Promise<Freeze> {
    const span = isUuid(id) ? await this.#parts.store.find(id) : undefined;
    if (!span) {
      throw new NotFoundError(
        `There is no freeze "${id}". The list of freezes has those there are.`,
      );
    }
    return toFreeze(span, this.#now());
  }

  async create(request: FreezeRequest, caller: Caller): Promise<Freeze> {
    const { store, catalog, onChange } = this.#parts;
    const now = this.#now();
    const wanted = await readFreezeRequest(request, catalog, now);
    const span = { ...wanted, id: randomUUID(), createdBy: caller.by };
    await store.alone(async alone => {
      requireRoom(
        span,
        await alone.count(span, { now, since: dayBefore(now) }),
      );
      await alone.insert(span, now);
    });
    await onChange({ environment: span.environment });
    return toFreeze({ ...span, recurring: false }, now);
  }

  async end(id: string, caller: Caller): Promise<Freeze> {
    refuseRecurring(id);
    const { store, onChange } = this.#parts;
    const freeze = await this.get(id);
    const now = this.#now();
    if (new Date(freeze.endsAt!) <= now) return freeze;
    await store.end(id, caller.by, now);
    await onChange({ environment: freeze.environment });
    return freeze;
  }

  #now(): Date {
    return new Date(this.#parts.clock.now());
  }
}

function dayBefore(now: Date): Date {
  return new Date(now.getTime() - DAY_MS);
}

function requireRoom(
  { environment }: { environment: string },
  { coming, ofPerson }: { coming: number; ofPerson: number },
): void {
  if (coming >= MOST_COMING) {
    throw new ConflictError(
      `environment ${environment} has ${coming} freezes that hold or come, and ${MOST_COMING} are the most: end one first`,
    );
  }
  if (ofPerson >= MOST_A_DAY) {
    throw new ConflictError(
      `You have set ${ofPerson} freezes within a day, and ${MOST_A_DAY} are the most: describe what recurs in spec.freezes of the environment`,
    );
  }
}

function refuseRecurring(id: string): void {
  if (isRecurring(id)) {
    const [environment, index] = id.slice(RECURRING_PREFIX.length).split(':');
    throw new ConflictError(
      `Freeze "${id}" is part of the definition of ${environment}. Change spec.freezes[${index}] there.`,
    );
  }
}
