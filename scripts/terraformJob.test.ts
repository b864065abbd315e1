import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Job } from 'kubernetes-models/batch/v1';
import { parse } from 'yaml';

/* Holds the job that people copy from the documentation to the types of Kubernetes, and to what the page says of it. */

const PAGE = path.resolve(
  import.meta.dirname,
  '../docs/how-to/run-terraform-as-jobs.md',
);

function readManifest() {
  const page = fs.readFileSync(PAGE, 'utf8');
  const [, yaml] = /title="job.yaml"\n(.*?)```/s.exec(page)!;
  return parse(yaml);
}

test('is one that Kubernetes takes', () => {
  new Job(readManifest()).validate();
  const wrong = readManifest();
  wrong.spec.template.spec.containers[0].image = 1;
  assert.throws(() => new Job(wrong).validate(), 'The check cannot fail');
});

test('holds no secret, and names those that it needs', () => {
  const [container] = readManifest().spec.template.spec.containers;
  const names = container.env.map((one: { name: string }) => one.name);
  const secrets = /PASSWORD|SECRET|TOKEN|USERNAME/;
  assert.deepEqual(
    names.filter((name: string) => secrets.test(name)),
    [],
  );
  assert.equal(container.envFrom[0].secretRef.name, 'state-shop-prod');
});

test('may do nothing but its work, and is begun once', () => {
  const { spec } = readManifest();
  const pod = spec.template.spec;
  const [{ securityContext }] = pod.containers;
  assert.equal(pod.automountServiceAccountToken, false);
  assert.equal(pod.securityContext.runAsNonRoot, true);
  assert.equal(securityContext.readOnlyRootFilesystem, true);
  assert.equal(securityContext.allowPrivilegeEscalation, false);
  assert.deepEqual(securityContext.capabilities, { drop: ['ALL'] });
  assert.equal(spec.backoffLimit, 0);
  assert.equal(pod.restartPolicy, 'Never');
});
