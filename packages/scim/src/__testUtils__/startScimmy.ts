import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Resources, Types } from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import type { ScimServer } from './ScimServer';

type Stored = { id: string; userName?: string; displayName?: string };

/** The smallest server that can be made of a published package for SCIM servers. */
export async function startScimmy(): Promise<ScimServer> {
  const token = 'token-of-scimmy';
  const users = new Map<string, Stored>();
  const groups = new Map<string, Stored>();
  declare(Resources.User, users, 'userName');
  declare(Resources.Group, groups, 'displayName');
  const app = express();
  app.use(
    '/scim/v2',
    new SCIMMYRouters({
      type: 'bearer',
      handler: request => {
        if (request.header('authorization') === `Bearer ${token}`) return '';
        throw new Error('not the token');
      },
      baseUri: request => `http://${request.header('host')}`,
    }),
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise(resolve => {
    server.once('listening', resolve);
  });
  const { port } = server.address() as AddressInfo;
  groups.set('g1', { id: 'g1', displayName: 'Team Finance' });
  return {
    settings: {
      url: `http://localhost:${port}/scim/v2`,
      credentials: { token },
      removeMember: 'value',
    },
    group: 'Team Finance',
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function declare(
  resource: typeof Resources.User | typeof Resources.Group,
  stored: Map<string, Stored>,
  unique: 'userName' | 'displayName',
) {
  const Declared = resource as unknown as typeof Resources.User;
  Declared.egress(one => {
    const all = [...stored.values()];
    if (one.id) {
      const found = stored.get(one.id);
      if (found) return found as never;
      throw new Types.Error(404, null as never, `no ${one.id}`);
    }
    return (one.filter ? one.filter.match(all) : all) as never;
  })
    .ingress((one, instance) => {
      const given = JSON.parse(JSON.stringify(instance));
      const taken = [...stored.values()].some(
        other => other[unique] === given[unique] && other.id !== one.id,
      );
      if (taken) throw new Types.Error(409, 'uniqueness', 'taken already');
      const id = one.id ?? randomUUID();
      stored.set(id, { ...given, id });
      return stored.get(id) as never;
    })
    .degress(one => {
      if (stored.delete(one.id!)) return;
      throw new Types.Error(404, null as never, `no ${one.id}`);
    });
  Resources.declare(Declared);
}
