import { mockServices } from '@backstage/backend-test-utils';
import { CoalescedSignals } from './CoalescedSignals';

const publish = jest.fn();
const logger = mockServices.logger.mock();
let signals: CoalescedSignals;

beforeEach(() => {
  jest.useFakeTimers();
  publish.mockReset().mockResolvedValue(undefined);
  signals = new CoalescedSignals('runs', { signals: { publish }, logger });
});
afterEach(() => jest.useRealTimers());

const messages = () => publish.mock.calls.map(([{ message }]) => message);

it('tells pages the last of many changes of one thing, and each other thing', async () => {
  for (let step = 1; step <= 9; step++) signals.changed('a', { step });
  signals.changed('b', { step: 1 });
  await jest.runAllTimersAsync();
  expect(messages()).toEqual([{ step: 9 }, { step: 1 }]);
});

it('tells what comes later again', async () => {
  signals.changed('a', { step: 1 });
  await jest.runAllTimersAsync();
  signals.changed('a', { step: 2 });
  await jest.runAllTimersAsync();
  expect(messages()).toEqual([{ step: 1 }, { step: 2 }]);
});

it('goes on when pages could not be told once', async () => {
  publish.mockRejectedValueOnce(new Error('no connection'));
  signals.changed('a', { step: 1 });
  await jest.runAllTimersAsync();
  signals.changed('a', { step: 2 });
  await jest.runAllTimersAsync();
  expect(messages()).toContainEqual({ step: 2 });
});

it('tells nothing once it was stopped', async () => {
  signals.changed('a', { step: 1 });
  signals.stop();
  await jest.runAllTimersAsync();
  expect(publish).not.toHaveBeenCalled();
});
