import { toError } from '@backstage/errors';
import type { DriverCall, ResourceDriver } from '@towpath/plugin-score-node';
import { done, fail, type Step, type StepContext } from '@towpath/workflow';
import type { ResourceStore } from '../database/ResourceStore';
import type { UseStore } from '../database/UseStore';
import type { DefinitionFolder } from '../definitions/DefinitionFolder';
import { requestOfRecord } from '../model/driverRequest';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { RecordPlaces } from '../places/RecordPlaces';
import type { Drivers } from '../planning/Drivers';
import type { ProvidedKeeper } from '../provisioning/ProvidedKeeper';
import { isFinal } from '../steps/check';
import type { DriverWork, UpkeepInput, UpkeepState } from './Upkeep';
import { whyNotHandOver } from './whyNotHandOver';
import { whyNotKeepUp } from './whyNotKeepUp';

const NOTHING_KEPT = {
  kept: undefined,
  restore: undefined,
  keptUntil: undefined,
};

const WORKS: Record<DriverWork, Work> = {
  async rotate({ places, keeper }, context, what) {
    const { log, runId } = context;
    const { record, driver } = what;
    log.info(`Making new secrets for ${record.name}`);
    const request = requestOfRecord(record, await places.of(record));
    const provided = await driver.rotate!(request, callOf(context));
    await keeper.keepUnlessChanged(record, provided, { run: runId });
    log.info('The new ones are kept. Those of before work until the next time');
  },
  async restore({ places, keeper }, context, what) {
    const { log, runId } = context;
    const { record, driver } = what;
    log.info(`Bringing ${record.name} back`);
    const request = requestOfRecord(record, await places.of(record));
    const call = callOf(context);
    const provided = await driver.restore!(request, record.kept!, call);
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

function callOf({ signal, log, run }: Context): DriverCall {
  return { signal, log, requestedBy: run.requestedBy };
}

async function handOver(
  services: UpkeepServices,
  { input: { to = '' }, runId, log }: Context,
  record: ResourceRecord,
): Promise<string | undefined> {
  const whyNot = await whyNotHandOver(record, to, services);
  if (whyNot) return whyNot;
  const owner = await services.ownerOf(to);
  await services.uses.handOver(record, { to, owner, run: runId });
  log.info(`${record.name} is that of ${to}; ${record.service} uses it`);
  return undefined;
}

type Context = StepContext<UpkeepInput, UpkeepState>;

/** What the step works with. */
export interface UpkeepServices {
  drivers: Drivers;
  resources: ResourceStore;
  places: RecordPlaces;
  keeper: ProvidedKeeper;
  uses: UseStore;
  definitions: DefinitionFolder;
  /** Entity reference of who owns a service. */
  ownerOf(service: string): Promise<string | undefined>;
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
        const { work } = input;
        if (work === 'hand-over') {
          const problem = await handOver(services, context, record);
          return problem ? fail(problem) : done({});
        }
        const driver = services.drivers.get(record.driver);
        const successors = await services.resources.findSuccessors(record);
        const whyNot = whyNotKeepUp(work, record, { driver, successors });
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
