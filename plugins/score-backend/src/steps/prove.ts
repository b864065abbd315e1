import { ServiceUnavailableError } from '@backstage/errors';
import type { PlannedResource } from '@towpath/plugin-score-common';
import { done, type Step, type StepContext } from '@towpath/workflow';
import { requestOfRecord } from '../model/driverRequest';
import type { HadResource, Proof } from '../model/Proof';
import {
  placeOf,
  type ProvisionInput,
  type ProvisionState,
} from '../model/runs';
import type { StepServices } from './StepServices';

type Context = StepContext<ProvisionInput, ProvisionState>;

/**
 * Asks drivers and Argo CD what is left of a service that was removed. Who cannot be asked is asked again: that nothing is
 * left is said by who would know, or not at all.
 */
export function proveStep(
  services: StepServices,
): Step<ProvisionInput, ProvisionState> {
  return {
    name: 'prove',
    harmless: true,
    async run(context) {
      const proof: Proof[] = [];
      for (const one of context.state.had ?? []) {
        proof.push(await proveResource(services, context, one));
      }
      proof.push(...(await proveObjects(services, context)));
      const left = proof.filter(({ state }) => state === 'left');
      context.log.info(
        left.length > 0
          ? `Left: ${left.map(({ name }) => name).join(', ')}`
          : 'Nothing is left but what was to stay',
      );
      return done({ proof });
    },
  };
}

async function proveResource(
  { resources, questions }: StepServices,
  { run, signal, input }: Context,
  had: HadResource,
): Promise<Proof> {
  const { id, name, type, driver } = had;
  const planned = input.resources.find(one => one.id === id);
  const record = await resources.find(id);
  // Without what it knew: the answer is to come from what is there.
  const request = requestOfRecord(had, placeOf(run));
  const seen = await questions.ask(driver, request, signal);
  if ('unasked' in seen) {
    throw new ServiceUnavailableError(
      `Whether ${name} is gone could not be asked: ${seen.unasked}`,
    );
  }
  const isThere = seen.answer.status !== 'missing';
  if (planned?.action !== 'delete') {
    return { name, type, state: 'stays', reason: whyItStays(planned) };
  }
  if (isThere) {
    return { name, type, state: 'left', reason: 'Its driver still finds it' };
  }
  if (record?.status !== 'kept') return { name, type, state: 'gone' };
  const { keptUntil, restore } = record;
  const until = keptUntil?.toISOString();
  return { name, type, state: 'kept', until, restore };
}

function whyItStays(planned?: PlannedResource): string | undefined {
  return planned?.notes.join(' ') || undefined;
}

/** What Argo CD still has of its workload. */
async function proveObjects(
  { instances }: StepServices,
  { run, signal }: Context,
): Promise<Proof[]> {
  const { application, namespace } = placeOf(run);
  // What is gone has nothing.
  if (!application) return [];
  const client = instances.get(application.instance);
  if (!(await client.find(application, { signal }))) return [];
  // What it has just pruned may stand in what it knew before.
  const { status } = await client.get(application, {
    refresh: 'normal',
    signal,
  });
  return (status?.resources ?? []).map(({ kind, name }) => ({
    name: `${kind} ${name}`,
    state: 'left',
    reason: `Argo CD still has it in ${namespace}`,
  }));
}
