import { planResources, readScore, resourceUid } from '..';
import type { Workload } from '..';

function workload(name: string, resources: string): Workload {
  const { workload: read, diagnostics } = readScore(`apiVersion: score.dev/v1b1
metadata: { name: ${name} }
containers: { app: { image: nginx } }
resources:
${resources}`);
  if (!read) throw new Error(JSON.stringify(diagnostics));
  return read;
}

const codes = (...workloads: Workload[]) =>
  planResources(workloads).diagnostics.map(({ code }) => code);

describe('uids', () => {
  it.each([
    [{ type: 'dns' }, 'dns.default#shop.name'],
    [{ type: 'dns', class: 'fast' }, 'dns.fast#shop.name'],
    [{ type: 'dns', id: 'a.b' }, 'dns.default#a.b'],
  ])('of %j', (resource, uid) => {
    expect(resourceUid('shop', 'name', resource)).toBe(uid);
  });
});

describe('the order', () => {
  it('puts each resource after what its params need', () => {
    const shop = workload(
      'shop',
      `  a-route: { type: route, params: { host: "\${resources.z-dns.host}" } }
  z-dns: { type: dns, params: { zone: "\${resources.zone.name}" } }
  zone: { type: zone }
  alone: { type: s3 }`,
    );
    expect(planResources([shop]).resources.map(({ uid }) => uid)).toEqual([
      's3.default#shop.alone',
      'zone.default#shop.zone',
      'dns.default#shop.z-dns',
      'route.default#shop.a-route',
    ]);
  });

  it('holds for a shared resource that has params in one workload only', () => {
    const plain = workload('aa', '  db: { type: pg, id: shared }');
    const full = workload(
      'bb',
      `  db: { type: pg, id: shared, params: { net: "\${resources.zz-net.id}" } }
  zz-net: { type: zz-net }`,
    );
    const { resources } = planResources([plain, full]);
    expect(resources.map(({ uid }) => uid)).toEqual([
      'zz-net.default#bb.zz-net',
      'pg.default#shared',
    ]);
    expect(resources[1]).toMatchObject({
      sourceWorkload: 'bb',
      usedBy: [
        { workload: 'aa', resource: 'db' },
        { workload: 'bb', resource: 'db' },
      ],
    });
  });

  it('names the path of a circle, and leaves what stands on it out', () => {
    const shop = workload(
      'shop',
      `  aa: { type: x1, params: { v: "\${resources.bb.v}" } }
  bb: { type: x2, params: { v: "\${resources.cc.v}" } }
  cc: { type: x3, params: { v: "\${resources.aa.v}" } }
  dd: { type: x4 }`,
    );
    const plan = planResources([shop]);
    expect(plan.diagnostics.map(({ message }) => message)).toEqual([
      'resources need each other: x1.default#shop.aa needs x2.default#shop.bb needs x3.default#shop.cc needs x1.default#shop.aa',
    ]);
    expect(plan.resources.map(({ uid }) => uid)).toEqual([
      'x4.default#shop.dd',
    ]);
  });
});

describe('sharing', () => {
  it('names both places of different params', () => {
    const { diagnostics } = planResources([
      workload('aa', '  db: { type: pg, id: shared, params: { size: 1 } }'),
      workload('bb', '  store: { type: pg, id: shared, params: { size: 2 } }'),
    ]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "resource 'pg.default#shared': multiple definitions with different params: aa.resources.db and bb.resources.store",
    ]);
  });

  it('refuses different metadata', () => {
    expect(
      codes(
        workload('aa', '  db: { type: pg, id: shared, metadata: { a: 1 } }'),
        workload('bb', '  db: { type: pg, id: shared, metadata: { a: 2 } }'),
      ),
    ).toEqual(['plan/different-metadata']);
  });

  it('takes equal params whatever the order of their keys', () => {
    expect(
      codes(
        workload(
          'aa',
          '  db: { type: pg, id: shared, params: { a: 1, b: 2 } }',
        ),
        workload(
          'bb',
          '  db: { type: pg, id: shared, params: { b: 2, a: 1 } }',
        ),
      ),
    ).toEqual([]);
  });

  it('refuses equal words that mean other resources in each workload', () => {
    const text = `  db: { type: pg, id: shared, params: { net: "\${resources.net.id}" } }
  net: { type: net }`;
    expect(codes(workload('aa', text), workload('bb', text))).toEqual([
      'plan/different-needs',
    ]);
  });

  it('refuses two workloads of one name', () => {
    const shop = workload('shop', '  db: { type: pg }');
    expect(codes(shop, shop)).toContain('plan/repeated-workload');
  });
});
