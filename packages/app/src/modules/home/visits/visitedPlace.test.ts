import { isWorthRemembering, visitedPlace } from './visitedPlace';

describe('visitedPlace', () => {
  it.each([
    [
      '/catalog/default/component/pay/dependencies',
      '/catalog/default/component/pay',
    ],
    [
      '/catalog/default/component/pay/docs/runbook/',
      '/catalog/default/component/pay/docs',
    ],
    ['/docs/default/component/pay/runbook', '/docs/default/component/pay'],
    ['/catalog', '/catalog'],
    ['/create/tasks', '/create/tasks'],
  ])('counts %s as a visit to %s', (pathname, place) => {
    expect(visitedPlace(pathname)).toBe(place);
  });

  it('forgets the pages people only pass through', () => {
    expect(isWorthRemembering('/')).toBe(false);
    expect(isWorthRemembering('/search')).toBe(false);
    expect(isWorthRemembering('/settings/general')).toBe(false);
    expect(isWorthRemembering('/catalog')).toBe(true);
  });
});
