import type { JsonObject } from '@backstage/types';
import { describeDriver } from '@towpath/plugin-score-node/testUtils';
import { call, requestWith } from '../__testUtils__/asking';
import { GeneratedDriver } from './GeneratedDriver';

const settings = (secretOutputs: JsonObject = { value: { length: 48 } }) => ({
  secretOutputs,
});

describeDriver('generated', {
  driver: () => new GeneratedDriver(),
  can: ['rotate'],
  settings,
  badSettings: {
    'none to make': settings({}),
    'nothing at all': {},
    'a length that guesses would find': settings({ value: { length: 4 } }),
    'a value that somebody wrote': settings({ value: 'hunter2' }),
    'a setting that is not known': { ...settings(), outputs: {} },
  },
  inventory: async () => [],
});

it('makes what is new, and leaves what is there as it is', async () => {
  const driver = new GeneratedDriver();
  const { state, secrets } = await driver.apply(requestWith(settings()), call);
  expect(secrets!.value).toHaveLength(48);
  const more = settings({ value: { length: 48 }, salt: {} });
  const request = requestWith(more, state);
  expect(await driver.plan(request, call)).toMatchObject({
    changes: [{ field: 'secret salt', after: 'made' }],
  });
  expect(Object.keys((await driver.apply(request, call)).secrets!)).toEqual([
    'salt',
  ]);
});
