import { mockServices } from '@backstage/backend-test-utils';
import type { DriverRequest, Observation } from '@towpath/plugin-score-node';
import { ShelfDriver } from '../__testUtils__/ShelfDriver';
import { Drivers } from '../planning/Drivers';
import { DriverQuestions } from './DriverQuestions';

const request = { resource: { id: '1' }, params: {} } as DriverRequest;

function given(looks: () => Promise<Observation>) {
  const drivers = new Drivers();
  const driver = new ShelfDriver();
  driver.looks = looks;
  drivers.add(driver);
  const logger = mockServices.logger.mock();
  const questions = new DriverQuestions({ drivers, logger, timeoutMs: 20 });
  const ask = (name = 'shelf', signal = new AbortController().signal) =>
    questions.ask(name, request, signal);
  return { ask, driver };
}

const hanging = () => {
  const releases: (() => void)[] = [];
  const looks = () =>
    new Promise<Observation>(resolve => {
      releases.push(() => resolve({ status: 'as-provided' }));
    });
  return { looks, releases };
};

it('gives up a driver that never answers and hears no signal', async () => {
  const { ask } = given(hanging().looks);
  expect(await ask()).toEqual({
    unasked: 'The driver shelf has not answered within 0.02 seconds',
  });
});

it('asks no more once many hang, and again when they have come back', async () => {
  const { looks, releases } = hanging();
  const { ask, driver } = given(looks);
  await Promise.all(Array.from({ length: 16 }, () => ask()));
  expect(await ask()).toEqual({
    unasked: expect.stringContaining('16 earlier questions'),
  });
  expect(driver.looked.all).toBe(16);
  releases.forEach(release => release());
  driver.looks = async () => ({ status: 'as-provided' });
  await new Promise(setImmediate);
  expect(await ask()).toEqual({ answer: { status: 'as-provided' } });
});

it('says nothing of a resource when the portal stops in the middle', async () => {
  const { ask } = given(hanging().looks);
  const controller = new AbortController();
  const asked = ask('shelf', controller.signal);
  controller.abort(new Error('The portal stops'));
  await expect(asked).rejects.toThrow('The portal stops');
});

it('takes a driver that is not installed for one that could not be asked', async () => {
  const { ask } = given(hanging().looks);
  expect(await ask('crate')).toEqual({
    unasked: expect.stringContaining('There is no driver "crate"'),
  });
});

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['a text', 'fine'],
  ['a status that is none', { status: 'odd' }],
  ['changed without what', { status: 'changed' }],
  ['missing without why', { status: 'missing' }],
])('does not understand %s, and says so', async (_, answer) => {
  const { ask } = given(async () => answer as Observation);
  expect(await ask()).toEqual({
    unasked: expect.stringContaining('is not understood'),
  });
});
