import { mockServices } from '@backstage/backend-test-utils';
import authBackend from '@backstage/plugin-auth-backend';
import permissionBackend from '@backstage/plugin-permission-backend';
import { createPluginAccess, type PluginAccess } from '@towpath/backend-kit';
import request from 'supertest';
import { signInPeople, testPeople } from '../__testUtils__/people';
import { startPortal } from '../__testUtils__/startPortal';
import rolePolicy from '../permission';
import { collectAccess } from './PortalAccess';
import { upstreamAccess } from './upstream';

const start = (...accesses: PluginAccess[]) =>
  startPortal([
    mockServices.rootLogger.factory({ level: 'none' }),
    authBackend,
    testPeople,
    permissionBackend,
    rolePolicy,
    ...accesses.map(createPluginAccess),
  ]);

describe('who may what in a plugin', () => {
  it('is decided by the row that came with the plugin', async () => {
    const portal = await start({
      pluginId: 'shelf',
      permissions: { 'shelf.book.burn': 'developer' },
    });
    const people = await signInPeople(portal.baseUrl);
    const ask = async (name: string) => {
      const permission = { type: 'basic', name, attributes: {} };
      const { body } = await request(portal.baseUrl)
        .post('/api/permission/authorize')
        .set(people.stranger)
        .send({ items: [{ id: '1', permission }] });
      return body.items[0].result;
    };

    expect(await ask('shelf.book.burn')).toBe('ALLOW');
    expect(await ask('shelf.book.forge')).toBe('DENY');
    await portal.stop();
  });

  it('keeps the portal from starting when two plugins say it', async () => {
    const permissions = { 'catalog.entity.delete': 'developer' } as const;

    await expect(start({ pluginId: 'shelf', permissions })).rejects.toThrow(
      /permission catalog\.entity\.delete is said twice, by the plugins catalog and shelf/,
    );
  });

  const decide = () => ({ result: 'DENY' } as never);

  it.each<[string, Omit<PluginAccess, 'pluginId'>, string]>([
    [
      'who owns a type of resource',
      { owned: [{ resourceType: 'catalog-entity', decide }] },
      'type of resource catalog-entity',
    ],
    [
      'who hears a channel',
      { channels: { notifications: 'signed-in' } },
      'channel notifications',
    ],
  ])('is said once: %s', (_, access, named) => {
    const twice = [...upstreamAccess, { pluginId: 'shelf', ...access }];

    expect(() => collectAccess(twice)).toThrow(
      new RegExp(`${named} is said twice, by the plugins \\S+ and shelf`),
    );
  });

  it('is said by one package alone, so that none adds to what another has listed', () => {
    const twice = [...upstreamAccess, { pluginId: 'search' }];

    expect(() => collectAccess(twice)).toThrow('plugin search is said twice');
  });
});
