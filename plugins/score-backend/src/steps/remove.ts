import { toError } from '@backstage/errors';
import { done, fail, type Step, type StepContext } from '@towpath/workflow';
import { requestOfRecord } from '../model/driverRequest';
import type { ResourceRecord } from '../model/ResourceRecord';
import {
  placeOf,
  type ProvisionInput,
  type ProvisionState,
} from '../model/runs';
import { beginUnused } from './beginUnused';
import { isFinal } from './check';
import type { StepServices } from './StepServices';

type Context = StepContext<ProvisionInput, ProvisionState>;

/**
 * Takes away what the workload asks for no more: only now, as nothing that runs uses it any longer. A cancel lets what
 * has begun come to its end, so that a copy which is kept is always in a row.
 */
export function removeStep(
  services: StepServices,
): Step<ProvisionInput, ProvisionState> {
  return {
    name: 'remove',
    async run(context) {
      const removed: string[] = [];
      const goes = toRemove(context);
      for (const { id, name } of goes) {
        const record = await services.resources.find(id);
        if (!record || record.status === 'kept') continue;
        const problem = await remove(services, context, record);
        if (problem) return fail(`${name} stays: ${problem}`);
        removed.push(name);
      }
      await release(services, context);
      return done({ removed });
    },
    async settle(context) {
      for (const { id } of toRemove(context)) {
        const record = await services.resources.find(id);
        const hasBegun =
          record?.status === 'providing' && record.run === context.runId;
        if (hasBegun) await remove(services, context, record);
      }
      return undefined;
    },
  };
}

function toRemove({ input }: Context) {
  return input.resources.filter(({ action }) => action === 'delete');
}

/** What it used of others is theirs alone from now on. */
async function release(
  { uses }: StepServices,
  { input: { resources, service }, log }: Context,
): Promise<void> {
  for (const { id, name, action, ownedBy } of resources) {
    if (action !== 'release') continue;
    await uses.end({ resource: id, service });
    log.info(`${name} of ${ownedBy} is used no more`);
  }
}

/** Why it stays; undefined once it is gone. */
async function remove(
  services: StepServices,
  { run, signal, log }: Context,
  record: ResourceRecord,
): Promise<string | undefined> {
  const { resources, drivers } = services;
  const begun = { ...record, run: run.id };
  try {
    await beginUnused(services, begun);
  } catch (error) {
    if (isFinal(error)) return error.message;
    throw error;
  }
  try {
    log.info(`Taking ${record.name} away`);
    const request = requestOfRecord(record, placeOf(run));
    const driver = drivers.get(record.driver);
    const { requestedBy } = run;
    const call = { signal, log, requestedBy };
    const { kept } = await driver.destroy(request, call);
    if (!kept) {
      await resources.remove(record.id);
      return undefined;
    }
    await resources.put({
      ...begun,
      status: 'kept',
      message: undefined,
      kept: kept.state,
      restore: kept.restore,
      keptUntil: new Date(kept.until),
    });
    log.info(`A final copy is kept until ${kept.until}`);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    const { message } = toError(error);
    await resources.put({ ...begun, status: 'failed', message });
    if (isFinal(error)) return message;
    throw error;
  }
}
