import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Job } from 'kubernetes-models/batch/v1';
import { parse } from 'yaml';

/* Holds the job that people copy from the documentation to the types of Kubernetes, and to what the page says of it. */

const PAGE = path.resolve(
  import.meta.dirname,
  '../docs/how-to/run-terraform-as-jobs.md',
);

const page = fs.readFileSync(PAGE, 'utf8');

function readManifest() {
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

test('writes to a folder that it may write to', () => {
  const { spec } = readManifest();
  const [{ workingDir, env, volumeMounts }] = spec.template.spec.containers;
  const writable = volumeMounts
    .filter((one: { readOnly?: boolean }) => !one.readOnly)
    .map((one: { mountPath: string }) => one.mountPath);
  const home = env.find((one: { name: string }) => one.name === 'HOME').value;
  assert.deepEqual(
    [workingDir, home].filter(one => !writable.includes(one)),
    [],
  );
});

test('has a credential that outlives it, so that it can save its state', () => {
  const { spec } = readManifest();
  const longest =
    spec.activeDeadlineSeconds +
    spec.template.spec.terminationGracePeriodSeconds;
  const [, hours] = /"hours": (\d+)/.exec(page)!;
  assert.ok(Number(hours) * 3600 > longest, `${hours} hours for ${longest} s`);
});

test('gives the module each variable that it has no default for', () => {
  const [, module] = /--from-file=(platform\/\S+)/.exec(page)!;
  const file = path.resolve(import.meta.dirname, '..', module, 'variables.tf');
  const blocks = fs
    .readFileSync(file, 'utf8')
    .matchAll(/^variable "(.+)" \{\n([\s\S]*?)^\}/gm);
  const required = [...blocks]
    .filter(([, , body]) => !/^ +default +=/m.test(body))
    .map(([, name]) => name);
  const given = [...page.matchAll(/--from-literal=TF_VAR_(\w+)=/g)];
  assert.deepEqual(
    given.map(([, name]) => name).toSorted(),
    required.toSorted(),
  );
  const [{ envFrom }] = readManifest().spec.template.spec.containers;
  assert.deepEqual(envFrom[1], {
    configMapRef: { name: 'variables-shop-prod' },
  });
});

test('holds providers to the lock file of the module, where it has one', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'job-'));
  const said = path.join(folder, 'said');
  try {
    const [at, work, bin] = ['module', 'work', 'bin'].map(name => {
      fs.mkdirSync(path.join(folder, name));
      return path.join(folder, name);
    });
    fs.writeFileSync(
      path.join(bin, 'terraform'),
      `#!/bin/sh\necho "$@" >> ${said}\n`,
      { mode: 0o755 },
    );
    fs.writeFileSync(path.join(at, 'main.tf'), '');
    fs.writeFileSync(path.join(at, '.terraform.lock.hcl'), '');
    const [{ command, args }] = readManifest().spec.template.spec.containers;
    const script = args[0].replaceAll('/module/', `${at}/`);
    const [shell, ...options] = command;
    const { status, stderr } = spawnSync(shell, [...options, script], {
      cwd: work,
      env: { PATH: `${bin}:${process.env.PATH}`, APPLY: 'no' },
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    assert.ok(fs.existsSync(path.join(work, '.terraform.lock.hcl')));
    assert.match(
      fs.readFileSync(said, 'utf8'),
      /^init -input=false -lockfile=readonly$/m,
    );
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
