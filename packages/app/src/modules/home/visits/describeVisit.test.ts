import { NotFoundError } from '@backstage/errors';
import type { Promotion } from '@towpath/plugin-environment-common';
import { describeVisit } from './describeVisit';
import { nameVisit } from './nameVisit';

const visit = (pathname: string, name = 'Towpath') => ({
  id: pathname,
  hits: 1,
  timestamp: 0,
  pathname,
  name,
});

const promotion = {
  kind: 'promotion',
  service: 'component:default/payment-service',
  version: '1.4.2',
  to: 'prod',
} as Promotion;

describe('a visit', () => {
  it.each([
    ['/environments', 'Environments'],
    ['/environments/promotions', 'Promotions'],
    ['/environments/approvals', 'Approvals'],
    ['/environments/freezes', 'Freezes'],
  ])('to %s is listed as %s, not as "Towpath"', (pathname, name) => {
    expect(describeVisit(visit(pathname))).toEqual({ name, kind: 'page' });
  });

  it('to a promotion is listed by what went where', async () => {
    const pathname = '/environments/promotions/run-1';
    const { name } = await nameVisit(visit(pathname), {
      getPromotion: async () => promotion,
    });
    expect(describeVisit(visit(pathname, name))).toEqual({
      name: 'payment-service 1.4.2 → prod',
      kind: 'promotion',
    });
  });

  it('to a promotion that is not known is remembered all the same', async () => {
    const named = nameVisit(visit('/environments/promotions/run-1'), {
      getPromotion: async () => {
        throw new NotFoundError('There is no promotion run-1.');
      },
    });
    await expect(named).resolves.toEqual({ name: 'run-1' });
  });
});
