import { resourceFixture, serviceFixture } from '../__testUtils__/fixtures';
import { needingALook, oldestLook } from './drift';

const seen = (id: string, observation?: object) =>
  resourceFixture({ id, observation } as never);

const FINE = { status: 'as-provided', lookedAt: '2026-11-20T10:00:00Z' };

it('puts what has drifted before what could not be asked, and leaves out what is well', () => {
  const service = serviceFixture({
    dev: [
      seen('silent', { unasked: { reason: 'away', since: '2026' } }),
      seen('fine', FINE),
      seen('new'),
    ],
    prod: [seen('other', { status: 'changed', driftedAt: '2026' })],
  });
  const ids = needingALook(service).map(({ resource }) => resource.id);
  expect(ids).toEqual(['other', 'silent']);
});

it('says of a service when all of it was looked at, and nothing while one was not', () => {
  const later = { ...FINE, lookedAt: '2026-11-20T11:00:00Z' };
  const all = [seen('a', later), seen('b', FINE)];
  expect(oldestLook(serviceFixture({ dev: all }))).toBe(FINE.lookedAt);
  expect(
    oldestLook(serviceFixture({ dev: [...all, seen('c')] })),
  ).toBeUndefined();
});
