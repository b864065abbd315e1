import type { ResourceRecord } from '../model/ResourceRecord';
import { planUnused } from './planRemoval';

const record = (
  name: string,
  more: Partial<ResourceRecord> = {},
): ResourceRecord => ({
  ...{ id: name, service: 'component:default/shop', environment: 'dev' },
  ...{ uid: `t.default#${name}`, type: 't', class: 'default', name },
  ...{
    byId: false,
    needs: [],
    former: [],
    definition: `def-${name}`,
    driver: 'shelf',
  },
  ...{ holdsData: false, onRemoval: 'delete', status: 'provided' },
  request: { settings: {}, params: {} },
  ...{ outputs: {}, manifests: [], updatedAt: new Date(0) },
  ...more,
});

const uid = (name: string) => `t.default#${name}`;
const unused = (records: ResourceRecord[], wanted: string[] = []) =>
  planUnused(
    { records, uses: [] },
    { wanted: new Set(wanted), keepsUnused: false },
  );
const outcome = (...of: Parameters<typeof unused>) =>
  unused(...of).map(({ name, action }) => `${name}: ${action}`);

describe('what goes', () => {
  it('goes before what it came after', () => {
    const records = [
      record('a-bucket'),
      record('b-policy', { needs: [uid('a-bucket')] }),
      record('c-audit', { needs: [uid('b-policy')] }),
    ];
    expect(outcome(records)).toEqual([
      ...['c-audit: delete', 'b-policy: delete', 'a-bucket: delete'],
    ]);
  });

  it('ends with a circle too, which nothing that is there now can have', () => {
    const records = [
      record('a', { needs: [uid('b')] }),
      record('b', { needs: [uid('a')] }),
    ];
    expect(outcome(records)).toHaveLength(2);
  });

  it('takes along what came with it', () => {
    const records = [
      record('files'),
      record('files.policy', { broughtBy: uid('files') }),
    ];
    expect(outcome(records)).toEqual([
      ...['files: delete', 'files.policy: delete'],
    ]);
    expect(unused(records)[1].broughtBy).toEqual({
      ...{ uid: uid('files'), type: 't', name: 'files' },
    });
  });

  it('leaves what came with something that stays', () => {
    const records = [
      record('files', { onRemoval: 'retain' }),
      record('files.policy', { broughtBy: uid('files') }),
      record('files.policy.audit', { broughtBy: uid('files.policy') }),
    ];
    expect(outcome(records)).toEqual([
      ...[
        'files: retain',
        'files.policy: retain',
        'files.policy.audit: retain',
      ],
    ]);
    expect(unused(records)[1].notes).toEqual([
      'It stays, as files does, which it came with',
    ]);
  });

  it('takes what a definition brings no more, though what brought it is asked for', () => {
    const records = [
      record('files', { onRemoval: 'retain' }),
      record('files.policy', { broughtBy: uid('files') }),
    ];
    expect(outcome(records, ['files'])).toEqual(['files.policy: delete']);
  });
});
