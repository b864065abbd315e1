import { mockServices } from '@backstage/backend-test-utils';
import { readRunLimits } from './RunLimits';

const read = (promotions: object) =>
  readRunLimits(
    mockServices.rootConfig({ data: { environment: { promotions } } as any }),
    'environment.promotions',
  );

it('has room for a whole company where nothing is said', () => {
  expect(read({})).toEqual({
    mostPerTarget: 20,
    mostPerPerson: 300,
    mostInAll: 2000,
  });
});

it.each([0, -1, 1.5])('refuses %s as a limit, by its name', most => {
  expect(() => read({ mostInAll: most })).toThrow(
    `environment.promotions.mostInAll is ${most}; write a whole number, 1 or more`,
  );
});
