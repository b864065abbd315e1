import { isPermission } from '@backstage/plugin-permission-common';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  pluginAccessServiceRef,
  type PluginAccess,
} from '@towpath/backend-kit';
import { collectAccess } from '../access/PortalAccess';
import { upstreamAccess } from '../access/upstream';
import { ruleFor } from './ruleFor';

const MODULES = join(
  dirname(require.resolve('@backstage/plugin-catalog-common/package.json')),
  '../..',
);

let permissions: ReturnType<typeof collectAccess>['permissions'];

beforeAll(async () => {
  const ours = await accessOfPlugins();
  ({ permissions } = collectAccess([...upstreamAccess, ...ours]));
});

/** What each of our installed plugins says of who may what in it. */
async function accessOfPlugins(): Promise<PluginAccess[]> {
  const names = readdirSync(join(MODULES, '@towpath')).filter(name =>
    /^plugin-.*-backend$/.test(name),
  );
  const found = names.map(async name => {
    const { default: plugin } = require(`@towpath/${name}`);
    const features: any[] = (await plugin.loader?.({})) ?? [];
    const access = features.find(
      ({ service }) => service?.id === pluginAccessServiceRef.id,
    );
    return access ? [(await access.factory({})) as PluginAccess] : [];
  });
  return (await Promise.all(found)).flat();
}

/** Every permission that an installed `plugin-…-common` package exports, with its package. */
function exportedPermissions(): Map<string, string> {
  const found = new Map<string, string>();
  for (const scope of ['@backstage', '@towpath']) {
    for (const name of readdirSync(join(MODULES, scope))) {
      if (/^plugin-.*-common$/.test(name) && !name.includes('permission')) {
        collect(`${scope}/${name}`, found);
      }
    }
  }
  return found;
}

function collect(packageName: string, found: Map<string, string>) {
  const { exports: entries = {} } = require(`${packageName}/package.json`);
  for (const entry of ['.', './alpha'].filter(e => e === '.' || entries[e])) {
    const loaded = require(join(packageName, entry));
    for (const value of Object.values(loaded).flat()) {
      if (isPermissionLike(value)) {
        found.set(value.name, packageName);
      }
    }
  }
}

function isPermissionLike(value: unknown): value is { name: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'attributes' in value &&
    'name' in value &&
    'type' in value &&
    isPermission(value as never, value as never)
  );
}

describe('the rows of permissions', () => {
  it('know every permission that an installed plugin exports', () => {
    const exported = exportedPermissions();
    expect(exported.get('catalog.entity.read')).toBe(
      '@backstage/plugin-catalog-common',
    );

    const unknown = [...exported].filter(([name]) => !permissions.has(name));

    expect(unknown).toEqual([]);
  });

  it('leave unknown reads to people and unknown changes to platform engineers', () => {
    const named = (action?: 'read' | 'update') =>
      ruleFor(
        { type: 'basic', name: 'new.thing', attributes: { action } },
        permissions,
      );

    expect(named('read').role).toBe('developer');
    expect(named('update').role).toBe('platform-engineer');
    expect(named().role).toBe('platform-engineer');
  });

  it('are not fooled by a permission named like a member of every object', () => {
    const rule = ruleFor(
      { type: 'basic', name: 'constructor', attributes: {} },
      permissions,
    );

    expect(rule.role).toBe('platform-engineer');
  });
});
