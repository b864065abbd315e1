import type {
  EnvironmentApi,
  Promotion,
} from '@towpath/plugin-environment-common';
import { visitNames } from './visitNames';

const promotion = {
  kind: 'promotion',
  service: 'component:default/payment-service',
  version: '1.4.2',
  to: 'prod',
} as Promotion;

const thingAt = (pathname: string) =>
  visitNames.things!.find(({ path }) => path.test(pathname));

describe('a visit', () => {
  it.each([
    ['/environments', 'Environments'],
    ['/environments/promotions', 'Promotions'],
    ['/environments/approvals', 'Approvals'],
    ['/environments/freezes', 'Freezes'],
  ])('to %s is listed as %s, not as "Towpath"', (pathname, name) => {
    expect(visitNames.pages[pathname]).toBe(name);
    expect(thingAt(pathname)).toBeUndefined();
  });

  it('to a promotion is listed by what went where', async () => {
    const thing = thingAt('/environments/promotions/run-1')!;
    const api = {
      getPromotion: async () => promotion,
    } as Partial<EnvironmentApi> as EnvironmentApi;
    expect(thing.kind).toBe('promotion');
    await expect(thing.name(api, 'run-1')).resolves.toBe(
      'payment-service 1.4.2 → prod',
    );
  });
});
