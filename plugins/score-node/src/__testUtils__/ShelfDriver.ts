import { randomUUID } from 'node:crypto';
import { ConflictError, InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type {
  Destroyed,
  DriverCall,
  DriverPlan,
  DriverRequest,
  Observation,
  Provided,
  ResourceDriver,
  ResourceImporter,
} from '../Driver';

/** Something on the shelf; what is put away waits to be thrown out. */
export interface Thing {
  size: number;
  key: string;
  putAway: boolean;
  /** Whose it is, where it was not made for a resource and does not lie in that one's place. */
  of?: string;
}

/** Provides things on a shelf in memory: the smallest driver with an effect, by which the tests of drivers are tested. */
export class ShelfDriver implements ResourceDriver {
  readonly name = 'shelf';

  constructor(readonly shelf: Map<string, Thing>) {}

  checkSettings({ size }: JsonObject): string[] {
    return typeof size === 'number'
      ? []
      : [`settings.size is ${size}: give a number`];
  }

  async plan(request: DriverRequest, call: DriverCall): Promise<DriverPlan> {
    const size = this.begin(request, call);
    const there = this.find(request);
    const outputs = { place: this.placeOf(request) };
    if (!there) return { action: 'create', changes: [], outputs };
    if (there.size === this.wanted(request, size))
      return { action: 'none', changes: [], outputs };
    const change = { field: 'size', before: `${there.size}`, after: `${size}` };
    return { action: 'update', changes: [change], outputs };
  }

  async apply(request: DriverRequest, call: DriverCall): Promise<Provided> {
    const size = this.begin(request, call);
    const place = this.placeOf(request);
    const { key, of } = this.find(request) ?? { key: randomUUID() };
    const wanted = this.wanted(request, size);
    this.shelf.set(place, { size: wanted, key, putAway: false, of });
    call.log.info(`${place} is on the shelf`);
    const accepted = { insteadOf: size, is: wanted };
    const state = wanted === size ? { place } : { place, accepted };
    return { state, outputs: { place }, secrets: { key } };
  }

  async observe(
    request: DriverRequest,
    call: DriverCall,
  ): Promise<Observation> {
    const { action, changes } = await this.plan(request, call);
    if (action === 'create')
      return { status: 'missing', reason: 'not on the shelf' };
    return action === 'none'
      ? { status: 'as-provided' }
      : { status: 'changed', differences: changes };
  }

  async destroy(request: DriverRequest, call: DriverCall): Promise<Destroyed> {
    call.signal.throwIfAborted();
    const place = this.placeOf(request);
    const thing = this.shelf.get(place);
    if (!thing) return {};
    thing.putAway = true;
    const restore = 'Take it from the back of the shelf.';
    return {
      kept: { state: { place }, restore, until: '2100-01-01T00:00:00Z' },
    };
  }

  async rotate(request: DriverRequest, call: DriverCall): Promise<Provided> {
    this.find(request)!.key = randomUUID();
    return this.apply(request, call);
  }

  async accept(request: DriverRequest, call: DriverCall): Promise<Provided> {
    const insteadOf = this.begin(request, call);
    const place = this.placeOf(request);
    const accepted = { insteadOf, is: this.find(request)!.size };
    return { state: { place, accepted }, outputs: { place } };
  }

  async restore(
    request: DriverRequest,
    _kept: JsonObject,
    call: DriverCall,
  ): Promise<Provided> {
    this.shelf.get(this.placeOf(request))!.putAway = false;
    return this.apply(request, call);
  }

  async purge({ place }: JsonObject): Promise<void> {
    const key = String(place);
    if (this.shelf.get(key)?.putAway) this.shelf.delete(key);
  }

  readonly imports: ResourceImporter = {
    check: ({ place }) =>
      typeof place === 'string' ? [] : ['what.place is missing'],
    nameOf: ({ place }) => `thing at ${place}`,
    plan: async (request, what, call) => {
      const { size } = this.foreign(request, what);
      const wanted = this.begin(request, call);
      const changes =
        size === wanted
          ? []
          : [{ field: 'size', before: `${size}`, after: `${wanted}` }];
      return { changes, outputs: { place: String(what.place) } };
    },
    take: (request, what, call) => this.take(request, what, call),
  };

  async take(
    request: DriverRequest,
    what: JsonObject,
    call: DriverCall,
  ): Promise<Provided> {
    this.foreign(request, what).of = request.resource.id;
    return this.apply(request, call);
  }

  /** What is there, and nobody's or of this one. */
  foreign({ resource }: DriverRequest, { place }: JsonObject): Thing {
    const thing = this.shelf.get(String(place));
    if (!thing) throw new InputError(`Nothing is at ${place}`);
    if ((thing.of ?? resource.id) === resource.id) return thing;
    throw new ConflictError(`${place} is of ${thing.of}`);
  }

  /** Refuses what cannot be done, and answers the size. */
  begin({ settings }: DriverRequest, { signal }: DriverCall): number {
    signal.throwIfAborted();
    const [problem] = this.checkSettings(settings);
    if (problem) throw new InputError(problem);
    return Number(settings.size);
  }

  /** What people have accepted, while settings are what they were then. */
  wanted({ state }: DriverRequest, size: number): number {
    const { insteadOf, is } = (state?.accepted ?? {}) as {
      insteadOf?: number;
      is?: number;
    };
    return insteadOf === size && is !== undefined ? is : size;
  }

  placeOf({ resource }: DriverRequest): string {
    const taken = [...this.shelf].find(([, { of }]) => of === resource.id);
    return taken?.[0] ?? resource.id;
  }

  find(request: DriverRequest): Thing | undefined {
    const thing = this.shelf.get(this.placeOf(request));
    return thing?.putAway ? undefined : thing;
  }
}
