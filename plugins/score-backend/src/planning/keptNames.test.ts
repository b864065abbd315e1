import { planResources, type Resource } from '@towpath/score';
import type { ResourceRecord } from '../model/ResourceRecord';
import { freeNames, namesOf, namesOfRecord } from './keptNames';

const planned = (name: string, more: Partial<Resource> = {}) =>
  planResources([
    {
      ...{ apiVersion: 'score.dev/v1b1', metadata: { name: 'shop' } },
      ...{ containers: {}, resources: { [name]: { type: 's3', ...more } } },
    },
  ]).resources[0];

const record = (of: ReturnType<typeof planned>, more = {}) =>
  ({
    ...{ uid: of.uid, type: of.type, class: of.class, byId: false },
    ...{ name: of.usedBy[0].resource, ...more },
  } as unknown as ResourceRecord);

describe('the names for objects', () => {
  it.each<[string, Partial<Resource>, boolean]>([
    ['of a workload alone', {}, false],
    ['with an id', { id: 'books' }, true],
    ['with an id that looks like that of a workload', { id: 'x.files' }, true],
    ['of a class', { class: 'large' }, false],
  ])('of a resource %s are those of its uid', (_, more, byId) => {
    const one = planned('files', more);
    expect(namesOfRecord(record(one, { byId }))).toEqual(namesOf(one));
  });

  it('stay where a resource is called otherwise', () => {
    const names = namesOf(planned('files'));
    expect(namesOfRecord(record(planned('media'), { names }))).toEqual(names);
  });

  it('of something new under an old name are others: two with one name would be one object', () => {
    const files = planned('files');
    const own = namesOf(files);
    expect(freeNames(files, [])).toEqual(own);
    const moved = record(planned('media'), { names: own });
    const next = freeNames(files, [moved]);
    const third = freeNames(files, [
      moved,
      record(planned('other'), { names: next }),
    ]);
    for (const key of ['slug', 'secretName'] as const) {
      expect(new Set([own[key], next[key], third[key]]).size).toBe(3);
    }
    expect(freeNames(files, [moved])).toEqual(next);
  });
});
