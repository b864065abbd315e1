import type { Entity } from '@backstage/catalog-model';
import type { Deployment } from '@towpath/plugin-environment-common';
import { applicationIn } from './ServicePlaces';

const entity = { metadata: { name: 'shop' } } as Entity;
const application = { instance: 'main', name: 'shop-dev', url: 'http://a' };
const dev = (more: object) =>
  [{ environment: 'dev', ...more }] as unknown as Deployment[];

describe('whether a service has an application', () => {
  it.each<[string, Deployment[] | undefined, object]>([
    ['yes', dev({ application }), { application }],
    ['no', [], { gone: true }],
    ['no, of one that was there', dev({ state: 'missing' }), { gone: true }],
    ['not known, before anybody has looked', undefined, { unknown: true }],
    [
      'not known, where it could not be asked',
      dev({ state: 'unasked', unasked: 'It is away.' }),
      { unknown: true },
    ],
    ['not certain, of two', dev({ state: 'ambiguous' }), {}],
    ['not certain, of one', dev({ application, unconfirmed: true }), {}],
  ])('is %s', (_, deployments, expected) => {
    const {
      application: found,
      gone,
      unknown,
    } = {
      ...{ application: undefined, gone: undefined, unknown: undefined },
      ...applicationIn(deployments, entity, 'dev'),
    };
    expect({ application: found, gone, unknown }).toEqual({
      ...{ application: undefined, gone: undefined, unknown: undefined },
      ...expected,
    });
  });
});
