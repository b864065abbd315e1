import { inOrder } from './inOrder';

const claim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', labels: { b: '1', a: '2' } },
  spec: {
    accessModes: ['ReadWriteOnce'],
    containers: [{ name: 'x', image: 'y' }],
  },
};

// As PostgreSQL gives it back from a column of the type jsonb: shorter keys first.
const stored = {
  kind: 'PersistentVolumeClaim',
  spec: {
    containers: [{ image: 'y', name: 'x' }],
    accessModes: ['ReadWriteOnce'],
  },
  metadata: { labels: { a: '2', b: '1' }, name: 'data' },
  apiVersion: 'v1',
};

it('is the same text for what a driver answered and for what was kept of it', () => {
  expect(JSON.stringify(inOrder(stored))).toBe(JSON.stringify(inOrder(claim)));
});

it('begins as people write it, and changes no value and no order of a list', () => {
  expect(Object.keys(inOrder(stored))).toEqual([
    ...['apiVersion', 'kind', 'metadata', 'spec'],
  ]);
  expect(inOrder(claim)).toEqual(claim);
});
