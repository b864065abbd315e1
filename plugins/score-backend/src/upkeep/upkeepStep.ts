import { toError } from '@backstage/errors';
import type { ResourceDriver } from '@towpath/plugin-score-node';
import { done, fail, type Step, type StepContext } from '@towpath/workflow';
import type { ResourceStore } from '../database/ResourceStore';
import { requestOfRecord } from '../model/driverRequest';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { RecordPlaces } from '../places/RecordPlaces';
import type { Drivers } from '../planning/Drivers';
import type { ProvidedKeeper } from '../provisioning/ProvidedKeeper';
import { isFinal } from '../steps/check';
import type { UpkeepInput, UpkeepState } from './Upkeep';
import { whyNotKeepUp } from './whyNotKeepUp';

const NOTHING_KEPT = {
  kept: undefined,
  restore: undefined,
  keptUntil: undefined,
};

const WORKS: Record<UpkeepInput['work'], Work> = {
  async rotate({ places, keeper }, { signal, log, runId }, what) {
    const { record, driver } = what;
    log.info(`Making new secrets for ${record.name}`);
    const request = requestOfRecord(record, await places.of(record));
    const provided = await driver.rotate!(request, { signal, log });
    await keeper.keepUnlessChanged(record, provided, { run: runId });
    log.info('The new ones are kept. Those of before work until the next time');
  },
  async restore({ places, keeper }, { signal, log, runId }, what) {
    const { record, driver } = what;
    log.info(`Bringing ${record.name} back`);
    const request = requestOfRecord(record, await places.of(record));
    const provided = await driver.restore!(request, record.kept!, {
      signal,
      log,
    });
    await keeper.keepUnlessChanged(record, provided, {
      ...NOTHING_KEPT,
      run: runId,
    });
    log.info(`${record.name} is back`);
  },
  async remove({ resources }, { signal, log }, { record, driver }) {
    log.info(`Removing the kept copy of ${record.name} for good`);
    await driver.purge?.(record.kept!, { signal, log });
    await resources.remove(record.id);
    log.info('It is gone');
  },
};

type Context = StepContext<UpkeepInput, UpkeepState>;

/** What the step works with. */
export interface UpkeepServices {
  drivers: Drivers;
  resources: ResourceStore;
  places: RecordPlaces;
  keeper: ProvidedKeeper;
}

/** Does what was asked for, once: what an earlier try has kept is not done again. */
export function upkeepStep(
  services: UpkeepServices,
): Step<UpkeepInput, UpkeepState> {
  return {
    name: 'work',
    async run(context) {
      const { input, runId } = context;
      const record = await services.resources.find(input.resource);
      if (!record) {
        return input.work === 'remove'
          ? done({})
          : fail(`${input.name} is not there any more`);
      }
      if (record.status === 'provided' && record.run === runId) return done({});
      try {
        const driver = services.drivers.get(record.driver);
        const others = await services.resources.findLive(record);
        const { work } = input;
        const whyNot = whyNotKeepUp(work, record, { driver, others });
        if (whyNot) return fail(whyNot);
        await WORKS[work](services, context, { record, driver });
        return done({});
      } catch (error) {
        context.signal.throwIfAborted();
        if (isFinal(error)) return fail(toError(error).message);
        throw error;
      }
    },
  };
}

type Work = (
  services: UpkeepServices,
  context: Context,
  what: { record: ResourceRecord; driver: ResourceDriver },
) => Promise<void>;
