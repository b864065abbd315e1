import { isWithin, readSourcePlace } from './sourcePlace';

const within = (inner: string, outer: string) => {
  const [one, other] = [readSourcePlace(inner), readSourcePlace(outer)];
  return Boolean(one && other && isWithin(one, other));
};

const SHOP = 'https://git.example:3000/team/shop';

describe('one place in several spellings', () => {
  it.each([
    [SHOP, `${SHOP}.git`],
    [SHOP, 'https://GIT.example:3000/Team/Shop.git/'],
    [SHOP, 'https://someone@git.example:3000/team/shop'],
    ['git@git.example:team/shop.git', 'https://git.example/team/shop'],
    ['ssh://git@git.example:22/team/shop', 'https://git.example:443/team/shop'],
    [`${SHOP}/src/branch/main/deploy`, SHOP],
    [`${SHOP}/tree/main/deploy/dev`, `${SHOP}/blob/main/deploy`],
    ['https://lab.example/a/b/shop/-/tree/main/x', 'git@lab.example:a/b/shop'],
  ])('%s is within %s', (inner, outer) => {
    expect(within(inner, outer)).toBe(true);
  });
});

describe('places that look alike', () => {
  it.each([
    ['another port', 'https://git.example/team/shop', SHOP],
    ['another host', 'https://git.example.evil:3000/team/shop', SHOP],
    ['a name before the host', 'https://git.example:3000@evil/team/shop', SHOP],
    ['a longer name', `${SHOP}-evil`, SHOP],
    ['another owner', 'https://git.example:3000/teams/shop', SHOP],
    ['a group below', `${SHOP}/shop`, SHOP],
    ['a longer folder', `${SHOP}/tree/main/pay-evil`, `${SHOP}/tree/main/pay`],
    ['a folder in other case', `${SHOP}/tree/m/Pay`, `${SHOP}/tree/m/pay`],
    ['a way out', `${SHOP}/tree/main/pay/%2e%2e%2fx`, `${SHOP}/tree/main/pay`],
    ['a way out by SSH', 'git@git.example:evil/../team/shop', SHOP],
    ['an address in a query', 'https://evil/?x=https://git.example', SHOP],
    ['a file', 'file:///team/shop', SHOP],
    ['no address', 'team/shop', SHOP],
  ])('%s is not within', (_, inner, outer) => {
    expect(within(inner, outer)).toBe(false);
  });
});

it('tells the ref apart from the folder', () => {
  expect(readSourcePlace(`${SHOP}/src/branch/release%2F1/deploy/`)).toEqual({
    host: 'git.example:3000',
    repository: 'team/shop',
    ref: 'release/1',
    path: 'deploy',
  });
});
