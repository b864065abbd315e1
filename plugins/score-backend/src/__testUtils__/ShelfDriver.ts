import { ConflictError, InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type {
  DriverCall,
  DriverPlan,
  DriverRequest,
  Observation,
  Provided,
  ResourceDriver,
  ResourceImporter,
} from '@towpath/plugin-score-node';

/** What it has made. */
export interface Shelf {
  service: string;
  size: number;
  password: string;
}

/** Puts things onto shelves in memory, so that a test sees what was made and by whom, and can have it fail. */
export class ShelfDriver implements ResourceDriver {
  /** By the id of the resource. */
  readonly shelves = new Map<string, Shelf>();
  /** Settings that it was asked with last, by the id of the resource. */
  readonly asked = new Map<string, JsonObject>();
  /** For whom it was called last, by what it was asked. */
  readonly askedBy: Record<string, string | undefined> = {};
  /** How often something was made. */
  made = 0;
  /** Thrown by the next calls that change something. */
  failure?: Error;
  /** The name of a resource that it has no room for. */
  refuses?: string;
  /** What looking comes to, in place of what is there. */
  looks?: () => Promise<Observation>;
  /** Whether what was changed by hand can be accepted. */
  accepting = true;
  /** How many have been looked at, and how many at a time at most. */
  looked = { all: 0, now: 0, most: 0 };

  /** Takes over shelves of somebody else, where a test has that. */
  imports?: ResourceImporter;

  constructor(readonly name = 'shelf') {}

  checkSettings(): string[] {
    return [];
  }

  async plan(
    request: DriverRequest,
    { requestedBy }: Pick<DriverCall, 'requestedBy'>,
  ): Promise<DriverPlan> {
    this.askedBy.plan = requestedBy;
    const there = this.shelves.get(request.resource.id);
    const size = wanted(request);
    if (!there) {
      return { action: 'create', changes: [], outputs: { size } };
    }
    return there.size === size
      ? { action: 'none', changes: [], outputs: { size } }
      : {
          action: 'update',
          changes: [
            { field: 'size', before: `${there.size}`, after: `${size}` },
          ],
          outputs: { size },
        };
  }

  async apply(
    request: DriverRequest,
    { requestedBy }: Pick<DriverCall, 'requestedBy'>,
  ): Promise<Provided> {
    this.askedBy.apply = requestedBy;
    const { resource, service, state } = request;
    this.asked.set(resource.id, request.settings);
    if (this.failure) throw this.failure;
    if (this.refuses === resource.name) {
      throw new ConflictError(`no room for ${resource.name}`);
    }
    const size = wanted(request);
    const there = this.shelves.get(resource.id);
    if (there) {
      there.size = size;
      const { password } = there;
      return {
        state: { size },
        outputs: { host: 'shelf', size },
        // Nobody has kept it without an answer from before.
        ...(!state && { secrets: { password } }),
      };
    }
    this.made += 1;
    const password = `secret-${resource.id}`;
    this.shelves.set(resource.id, { service: service.ref, size, password });
    return {
      state: { size },
      outputs: { host: 'shelf', size },
      secrets: { password },
    };
  }

  async observe(request: DriverRequest): Promise<Observation> {
    const { looked } = this;
    looked.all += 1;
    looked.now += 1;
    looked.most = Math.max(looked.most, looked.now);
    try {
      return await (this.looks ?? (() => this.#see(request)))();
    } finally {
      looked.now -= 1;
    }
  }

  async #see(request: DriverRequest): Promise<Observation> {
    const there = this.shelves.get(request.resource.id);
    if (!there) return { status: 'missing', reason: 'It is gone' };
    const { size } = there;
    const change = {
      field: 'size',
      before: `${size}`,
      after: `${wanted(request)}`,
    };
    return size === wanted(request)
      ? { status: 'as-provided' }
      : { status: 'changed', differences: [change] };
  }

  async accept({ resource, params }: DriverRequest): Promise<Provided> {
    if (!this.accepting) throw new ConflictError('a shelf stays as it was');
    const { size } = this.shelves.get(resource.id)!;
    const state = { size, insteadOf: sizeOf(params) };
    return { state, outputs: { host: 'shelf', size } };
  }

  async destroy({ resource }: DriverRequest) {
    if (this.failure) throw this.failure;
    this.shelves.delete(resource.id);
    return {
      kept: {
        state: { box: resource.id },
        restore: 'Ask for the box',
        until: '2100-01-01T00:00:00.000Z',
      },
    };
  }
}

/** What was accepted, while it is asked for as it was then. */
function wanted({ params, state }: DriverRequest): number {
  const size = sizeOf(params);
  return state?.insteadOf === size ? Number(state.size) : size;
}

function sizeOf({ size = 1 }: DriverRequest['params']): number {
  if (size === 13)
    throw new InputError('size 13 is none that a shelf can have');
  return Number(size);
}
