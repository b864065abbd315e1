import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { FILE, makeKubernetesTypes } from './lib/kubernetesTypes.ts';

test('what patches know of Kubernetes is what kubernetes-models says', () => {
  assert.ok(
    fs.readFileSync(FILE, 'utf8') === makeKubernetesTypes(),
    `${FILE} is old: run "npm run kubernetes-types"`,
  );
});
