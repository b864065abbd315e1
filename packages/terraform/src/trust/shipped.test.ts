import fs from 'node:fs';
import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import { parse } from 'yaml';
import { readTrustPolicy } from './readTrustPolicy';
import { requireTrusted } from './requireTrusted';

const ROOT = path.resolve(__dirname, '../../../..');
const MODULES = path.join(ROOT, 'platform/terraform/modules');

const policyOf = (file: string) =>
  readTrustPolicy(
    new ConfigReader(
      parse(fs.readFileSync(path.join(ROOT, file), 'utf8')).terraform.trust,
    ),
  );

const checkShipped = (name: string, file: string) =>
  requireTrusted({
    folder: path.join(MODULES, name),
    origin: `platform:${name}`,
    policy: policyOf(file),
  });

describe.each(['app-config.sandbox.yaml', 'app-config.production.yaml'])(
  'the modules of the platform under %s',
  file => {
    it.each(fs.readdirSync(MODULES))('run: %s', async name => {
      expect(await checkShipped(name, file)).toEqual([]);
    });
  },
);

it('would run no program by another name', async () => {
  const folder = path.join(MODULES, 'sandbox-network');
  const policy = policyOf('app-config.production.yaml');
  await expect(
    requireTrusted({ folder, origin: 'archive', policy }),
  ).rejects.toThrow('local-exec');
});
