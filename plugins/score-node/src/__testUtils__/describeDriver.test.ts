import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import type { DriverCall, DriverRequest } from '../Driver';
import { describeDriver, driverCases, type DriverContract } from './index';
import { ShelfDriver, type Thing } from './ShelfDriver';

function contractOf(
  Driver: new (shelf: Map<string, Thing>) => ShelfDriver,
): DriverContract {
  const shelf = new Map<string, Thing>();
  return {
    driver: () => new Driver(shelf),
    can: ['rotate', 'accept', 'restore', 'purge', 'imports'],
    settings: () => ({ size: 3 }),
    badSettings: { 'no size': {} },
    inventory: async () =>
      [...shelf].map(
        ([place, { size, putAway, of }]) => `${place} ${size} ${putAway} ${of}`,
      ),
    async disturb({ state }) {
      shelf.get(String(state.place))!.size = 4;
    },
    async adjust({ state }) {
      shelf.get(String(state.place))!.size = 4;
    },
    async existing() {
      const place = `found ${randomUUID()}`;
      const key = randomUUID();
      shelf.set(place, { size: 2, key, putAway: false });
      return {
        what: { place },
        content: async () => shelf.get(place)?.key,
        clear: async () => void shelf.delete(place),
      };
    },
  };
}

describeDriver('shelf', contractOf(ShelfDriver));

class PlansByDoing extends ShelfDriver {
  async plan(request: DriverRequest, call: DriverCall) {
    const plan = await super.plan(request, call);
    await super.apply(request, call);
    return plan;
  }
}

class MakesAnother extends ShelfDriver {
  placeOf({ state }: DriverRequest) {
    return String(state?.place ?? randomUUID());
  }
}

class SharesByName extends ShelfDriver {
  placeOf({ service, resource }: DriverRequest) {
    return `${service.name}/${resource.name}`;
  }
}

class LogsTheKey extends ShelfDriver {
  async apply(request: DriverRequest, call: DriverCall) {
    const provided = await super.apply(request, call);
    call.log.info(`made ${provided.secrets?.key}`);
    return provided;
  }
}

class KeepsTheKeyInState extends ShelfDriver {
  async apply(request: DriverRequest, call: DriverCall) {
    const provided = await super.apply(request, call);
    return { ...provided, state: { ...provided.state, ...provided.secrets } };
  }
}

class DestroysOnce extends ShelfDriver {
  async destroy(request: DriverRequest, call: DriverCall) {
    if (!this.find(request)) throw new Error('There is nothing to destroy');
    return super.destroy(request, call);
  }
}

class SeesNothing extends ShelfDriver {
  async observe() {
    return { status: 'as-provided' } as const;
  }
}

class IgnoresTheSignal extends ShelfDriver {
  begin(request: DriverRequest, call: DriverCall) {
    return super.begin(request, {
      ...call,
      signal: new AbortController().signal,
    });
  }
}

class RefusesAsIfAway extends ShelfDriver {
  begin(request: DriverRequest, call: DriverCall) {
    try {
      return super.begin(request, call);
    } catch (error) {
      call.signal.throwIfAborted();
      throw new Error(String(error));
    }
  }
}

class RotatesNothing extends ShelfDriver {
  rotate(request: DriverRequest, call: DriverCall) {
    return this.apply(request, call);
  }
}

class AcceptsByForgetting extends ShelfDriver {
  accept(request: DriverRequest, call: DriverCall) {
    return this.apply(request, call);
  }
}

class PurgesWhatIsBack extends ShelfDriver {
  async purge({ place }: JsonObject) {
    this.shelf.delete(String(place));
  }
}

class PurgesNothing extends ShelfDriver {
  async purge() {}
}

class TakesWhatIsTaken extends ShelfDriver {
  foreign(request: DriverRequest, what: JsonObject) {
    return this.shelf.get(String(what.place)) ?? super.foreign(request, what);
  }
}

class TakesByMakingAnew extends ShelfDriver {
  take(request: DriverRequest, what: JsonObject, call: DriverCall) {
    this.foreign(request, what).key = randomUUID();
    return super.take(request, what, call);
  }
}

class TakesWithoutMark extends ShelfDriver {
  take(request: DriverRequest, _what: JsonObject, call: DriverCall) {
    return this.apply(request, call);
  }
}

const TAKING =
  'takes over what exists, once and without loss, also when the answer was lost';

it.each([
  [TakesByMakingAnew, TAKING],
  [TakesWithoutMark, TAKING],
  [TakesWhatIsTaken, 'takes over nothing that is another resource already'],
  [PlansByDoing, 'plans without changing anything'],
  [MakesAnother, 'finds what it made when the answer was lost'],
  [MakesAnother, 'makes one when two apply at once'],
  [SharesByName, 'keeps two environments apart, where all names are the same'],
  [LogsTheKey, 'says no secret, in answers and in the log'],
  [KeepsTheKeyInState, 'says no secret, in answers and in the log'],
  [DestroysOnce, 'destroys once, and can be asked again'],
  [DestroysOnce, 'destroys what never was'],
  [SeesNothing, 'finds what was changed by hand, and mends it'],
  [IgnoresTheSignal, 'ends at once when it was aborted before'],
  [RefusesAsIfAway, 'refuses settings: no size'],
  [RotatesNothing, 'rotates to other secrets, also when the answer was lost'],
  [
    AcceptsByForgetting,
    'takes what was changed by hand for what it provided, and changes nothing',
  ],
  [
    PurgesWhatIsBack,
    'restores what it kept, once, and purges nothing of it then',
  ],
  [
    PurgesNothing,
    'leaves nothing once what it kept is purged, and can be asked again',
  ],
])('%p does not pass: %s', async (Driver, name) => {
  const broken = driverCases(contractOf(Driver)).find(one => one.name === name);
  await expect(broken?.run()).rejects.toThrow();
});

it('notices a method that is not among those it was told of', async () => {
  const contract = { ...contractOf(ShelfDriver), can: [] };
  const [first] = driverCases(contract);
  await expect(first.run()).rejects.toThrow();
});
