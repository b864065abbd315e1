import { comparisonFixture } from '../__testUtils__/promotionFixtures';
import { describeChange } from './describeChange';

describe('describeChange', () => {
  const before = comparisonFixture();

  it('is silent about the same change, however its gates stand', () => {
    expect(describeChange(before, { ...before, gates: [] })).toEqual([]);
  });

  it('names the versions first, since they decide', () => {
    const now = comparisonFixture({
      digest: 'other',
      version: '1.4.3',
      current: { version: '1.4.1' },
    });
    expect(describeChange(before, now)).toEqual([
      'staging now runs 1.4.3, not 1.4.2',
      'prod now runs 1.4.1, not 1.4.0',
    ]);
  });

  it('counts values that came, changed or went', () => {
    const [edit] = before.edits;
    const changed = { ...edit, after: '1.4.2-hotfix' };
    expect(
      describeChange(before, { ...before, digest: 'x', edits: [changed] }),
    ).toEqual(['images[payment-service].newTag is written otherwise']);
    expect(
      describeChange(before, {
        ...before,
        digest: 'x',
        edits: [changed, { ...edit, path: 'replicas' }],
      }),
    ).toEqual(['2 values are written otherwise']);
  });

  it('never claims a change without saying anything', () => {
    expect(describeChange(before, { ...before, digest: 'x' })).toEqual([
      'what would be written has changed',
    ]);
  });
});
