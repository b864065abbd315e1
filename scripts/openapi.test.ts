import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeApiTypes, readApiTypes } from './lib/apiTypes.ts';

test('the types of each HTTP API are those of its OpenAPI document', async () => {
  const all = await makeApiTypes();
  assert.ok(all.length > 0, 'no plugin has a document any more');
  for (const types of all) {
    assert.equal(
      readApiTypes(types),
      types.text,
      `${types.file} is not what ${types.document} says: run "npm run openapi"`,
    );
  }
});
