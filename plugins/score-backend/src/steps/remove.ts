import { toError } from '@backstage/errors';
import { done, fail, type Step } from '@towpath/workflow';
import { requestOfRecord } from '../model/driverRequest';
import {
  placeOf,
  type ProvisionInput,
  type ProvisionState,
} from '../model/runs';
import { isFinal } from './check';
import type { StepServices } from './StepServices';

/** Takes away what the workload asks for no more: only now, as nothing that runs uses it any longer. */
export function removeStep(
  services: StepServices,
): Step<ProvisionInput, ProvisionState> {
  const { resources, drivers } = services;
  return {
    name: 'remove',
    async run({ input, run, signal, log }) {
      const place = placeOf(run);
      const removed: string[] = [];
      const goes = input.resources.filter(({ action }) => action === 'delete');
      for (const { id, name } of goes) {
        const record = await resources.find(id);
        if (!record || record.status === 'kept') continue;
        try {
          log.info(`Taking ${name} away`);
          const driver = drivers.get(record.driver);
          const request = requestOfRecord(record, place);
          const { kept } = await driver.destroy(request, { signal, log });
          if (kept) {
            await resources.put({
              ...record,
              status: 'kept',
              message: undefined,
              run: run.id,
              kept: kept.state,
              restore: kept.restore,
              keptUntil: new Date(kept.until),
            });
            log.info(`A final copy is kept until ${kept.until}`);
          } else {
            await resources.remove(id);
          }
          removed.push(name);
        } catch (error) {
          signal.throwIfAborted();
          const { message } = toError(error);
          await resources.put({ ...record, status: 'failed', message });
          if (isFinal(error)) return fail(`${name} stays: ${message}`);
          throw error;
        }
      }
      return done({ removed });
    },
  };
}
