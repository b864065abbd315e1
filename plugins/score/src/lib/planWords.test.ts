import type { PlannedResource } from '@towpath/plugin-score-common';
import { planFixture, plannedFixture } from '../__testUtils__/fixtures';
import { byWeight, countResources, whyNotProvision } from './planWords';

const planned = (action: PlannedResource['action']) =>
  plannedFixture({ action, name: action });

describe('the words of a plan', () => {
  it('count what is lost first', () => {
    const resources = (
      ['none', 'create', 'create', 'delete', 'update'] as const
    ).map(planned);
    expect(countResources(resources)).toBe(
      '1 resource deleted, 2 created, 1 changed, 1 unchanged',
    );
    expect(byWeight(resources)[0].action).toBe('delete');
  });

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
