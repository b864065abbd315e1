import { ConflictError, InputError } from '@backstage/errors';
import type {
  DriverPlan,
  DriverRequest,
  Observation,
  Provided,
  ResourceDriver,
} from '@towpath/plugin-score-node';

/** What it has made. */
export interface Shelf {
  service: string;
  size: number;
  password: string;
}

/** Puts things onto shelves in memory, so that a test sees what was made and by whom, and can have it fail. */
export class ShelfDriver implements ResourceDriver {
  readonly name = 'shelf';
  /** By the id of the resource. */
  readonly shelves = new Map<string, Shelf>();
  /** How often something was made. */
  made = 0;
  /** Thrown by the next calls that change something. */
  failure?: Error;
  /** The name of a resource that it has no room for. */
  refuses?: string;

  checkSettings(): string[] {
    return [];
  }

  async plan({ resource, params }: DriverRequest): Promise<DriverPlan> {
    const there = this.shelves.get(resource.id);
    const size = sizeOf(params);
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

  async apply({
    resource,
    service,
    params,
    state,
  }: DriverRequest): Promise<Provided> {
    if (this.failure) throw this.failure;
    if (this.refuses === resource.name) {
      throw new ConflictError(`no room for ${resource.name}`);
    }
    const size = sizeOf(params);
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

  async observe({ resource }: DriverRequest): Promise<Observation> {
    return this.shelves.has(resource.id)
      ? { status: 'as-provided' }
      : { status: 'missing', reason: 'It is gone' };
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

function sizeOf({ size = 1 }: DriverRequest['params']): number {
  if (size === 13)
    throw new InputError('size 13 is none that a shelf can have');
  return Number(size);
}
