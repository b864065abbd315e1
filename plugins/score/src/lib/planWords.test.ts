import { planFixture } from '../__testUtils__/fixtures';
import { whyNotProvision } from './planWords';

describe('the words of a plan', () => {
  it.each([
    ['the backend said so', { whyNot: 'Over budget' }, 'Over budget'],
    ['the text is in no repository', { source: undefined }, /no repository/],
    ['nothing would change', { hasEffect: false }, 'There is nothing to do.'],
    ['it is old', { expiresAt: '2026-11-20T09:00:00.000Z' }, /too old/],
  ])('say why it cannot be done where %s', (_, extra, words) => {
    const now = Date.parse('2026-11-20T10:00:00.000Z');
    expect(whyNotProvision(planFixture(extra), now)).toMatch(words);
  });

  it('have nothing against a plan that can be done', () => {
    const now = Date.parse('2026-11-20T10:00:00.000Z');
    expect(whyNotProvision(planFixture(), now)).toBeUndefined();
  });
});
