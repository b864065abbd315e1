import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { takeTurns } from './takeTurns';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
let knex: Knex;
beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
});

/** A task that is under way until it is told to end. */
function hold() {
  let end = () => {};
  let begin = () => {};
  const begun = new Promise<void>(resolve => (begin = resolve));
  const task = () =>
    new Promise<void>(resolve => {
      begin();
      end = resolve;
    });
  return { begun, task, end: () => end() };
}

it('does one thing after the other, and what is named otherwise beside it', async () => {
  const [one, another] = [takeTurns(knex), takeTurns(knex)];
  const begun: string[] = [];
  const first = hold();
  const ends = [one('gitops main', first.task)];
  await first.begun;
  const note = (name: string) => async () => {
    begun.push(name);
  };
  ends.push(another('gitops main', note('waits for its turn')));
  await another('gitops next', note('another branch'));
  expect(begun).toEqual(['another branch']);
  first.end();
  await Promise.all(ends);
  expect(begun).toEqual(['another branch', 'waits for its turn']);
});

it('does not wait for ever for one that is stuck', async () => {
  const stuck = hold();
  const inTurn = takeTurns(knex);
  const end = inTurn('stuck', stuck.task);
  await stuck.begun;
  const others = jest.fn(async () => {});
  await inTurn('stuck', others);
  expect(others).toHaveBeenCalled();
  stuck.end();
  await end;
});

it('lets the next in when a task fails, and where the database cannot be asked', async () => {
  const inTurn = takeTurns(knex);
  const fail = async () => {
    throw new Error('the push was refused');
  };
  await expect(inTurn('fails', fail)).rejects.toThrow('the push was refused');
  const others = jest.fn(async () => {});
  const away = await databases.init('POSTGRES_18');
  await away.destroy();
  await takeTurns(away)('fails', others);
  expect(others).toHaveBeenCalled();
});
