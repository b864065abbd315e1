import { resourceFixture, serviceFixture } from '../__testUtils__/fixtures';
import { keptCopies, resourceMatrix } from './resourceMatrix';

const db = { name: 'db', type: 'postgres', class: 'default', needs: [] };
const service = serviceFixture({
  dev: [
    resourceFixture({ name: 'db' }),
    resourceFixture({ name: 'old', type: 'redis' }),
    resourceFixture({ name: 'gone', status: 'kept' }),
  ],
  prod: [],
});

describe('resources against environments', () => {
  it('tell what the file asks for from what is there all the same', () => {
    const rows = resourceMatrix(service, () => [db]);
    expect(rows.map(({ name, askedIn }) => [name, askedIn.size > 0])).toEqual([
      ['db', true],
      ['old', false],
    ]);
    expect([...rows[0].there.keys()]).toEqual(['dev']);
  });

  it('do not call anything unasked while the file cannot be read', () => {
    const rows = resourceMatrix(service, () => undefined);
    expect(rows.every(({ askedIn }) => askedIn.size === 2)).toBe(true);
  });

  it('take a resource whose type was changed for two', () => {
    const rows = resourceMatrix(service, () => [{ ...db, type: 'mysql' }]);
    expect(
      rows.map(({ name, type, askedIn }) => [name, type, askedIn.size > 0]),
    ).toEqual([
      ['db', 'mysql', true],
      ['db', 'postgres', false],
      ['old', 'redis', false],
    ]);
  });

  it('tell what one environment alone asks for', () => {
    const rows = resourceMatrix(service, environment =>
      environment === 'prod'
        ? [db, { ...db, name: 'old', type: 'redis' }]
        : [db],
    );
    expect(rows.map(({ name, askedIn }) => [name, [...askedIn]])).toEqual([
      ['db', ['dev', 'prod']],
      ['old', ['prod']],
    ]);
  });

  it('leave out copies that are kept, which stand by themselves', () => {
    expect(
      resourceMatrix(service, () => [db]).map(({ name }) => name),
    ).not.toContain('gone');
    expect(
      keptCopies(service).map(({ environment, resource }) => [
        environment,
        resource.name,
      ]),
    ).toEqual([['dev', 'gone']]);
  });
});

it('has what comes with a resource asked for where that one is', () => {
  const bringer = { uid: 'postgres.default#shop.db', type: 'postgres' };
  const backup = resourceFixture({
    ...{ name: 'db.backup', type: 'backup' },
    broughtBy: { ...bringer, name: 'db' },
  });
  const rows = resourceMatrix(
    serviceFixture({ dev: [backup], prod: [] }),
    environment => (environment === 'dev' ? [db] : []),
  );
  expect(rows[1]).toMatchObject({ name: 'db.backup', type: 'backup' });
  expect([...rows[1].askedIn]).toEqual(['dev']);
});
