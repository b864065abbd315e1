import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import {
  describeRuns,
  TRUSTING,
  Workshop,
  planOn,
} from '../__testUtils__/terraform';
import { Terraform } from '../Terraform';
import type { Stack } from './Stack';

let shop: Workshop;
beforeEach(() => {
  shop = new Workshop();
});
afterEach(() => shop.remove());

describeRuns('a mirror of providers', () => {
  const asked: (string | undefined)[] = [];
  const network = http.createServer();
  network.on('connect', ({ url }, socket) => {
    asked.push(url);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  const before = { ...process.env };

  beforeEach(async () => {
    asked.length = 0;
    network.listen(0, '127.0.0.1');
    await once(network, 'listening');
    const { port } = network.address() as AddressInfo;
    // Whatever would go to a registry goes through here.
    process.env.HTTPS_PROXY = `http://127.0.0.1:${port}`;
  });
  afterEach(async () => {
    process.env = { ...before };
    network.close();
    await once(network, 'close');
  });

  const moduleWith = (type: string) =>
    shop.module(`
      terraform {
        required_providers {
          ${type} = { source = "registry.terraform.io/towpath/${type}" }
        }
      }`);

  /** Plans as far as `init`, and no further: the provider is no real one. */
  async function initOn(stack: Stack, source: string): Promise<void> {
    await expect(
      planOn(stack, { ...shop.request('r1'), source }),
    ).rejects.toThrow('terraform plan did not succeed');
  }

  /** What a platform team puts there: `<host>/<namespace>/<type>/<version>/<platform>`. */
  function stackWithMirrorOf(type: string): Promise<Stack> {
    const mirror = path.join(shop.root, 'mirror');
    const arch = process.arch === 'x64' ? 'amd64' : process.arch;
    const folder = path.join(
      mirror,
      'registry.terraform.io/towpath',
      type,
      `1.2.3/${process.platform}_${arch}`,
    );
    fs.mkdirSync(folder, { recursive: true });
    const program = path.join(folder, `terraform-provider-${type}_v1.2.3`);
    fs.writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    const { stateDir } = shop;
    return new Terraform({
      ...{ stateDir, providerMirror: mirror, trust: TRUSTING },
    }).stack('shop');
  }

  it('is where providers come from', async () => {
    const stack = await stackWithMirrorOf('known');
    await initOn(stack, moduleWith('known'));
    expect(JSON.stringify(shop.events)).toMatch(
      /Installed [^"]*towpath\/known v1\.2\.3/,
    );
    expect(asked).toEqual([]);
  });

  it('is the only place: what it lacks is named, and no registry is asked', async () => {
    const stack = await stackWithMirrorOf('known');
    const source = moduleWith('unknown');
    await expect(
      planOn(stack, { ...shop.request('r1'), source }),
    ).rejects.toThrow(
      /provider registry.terraform.io\/towpath\/unknown was not found in any of the search locations.*mirror/s,
    );
    expect(asked).toEqual([]);

    const open = await shop.terraform.stack('shop');
    await expect(
      planOn(open, { ...shop.request('r2'), source }),
    ).rejects.toThrow('unknown');
    expect(asked).toContain('registry.terraform.io:443');
  });

  const withLock = (type: string, text: string) => {
    const source = moduleWith(type);
    fs.writeFileSync(path.join(source, '.terraform.lock.hcl'), text);
    return source;
  };

  it('holds providers to the hashes of a lock file', async () => {
    const stack = await stackWithMirrorOf('known');
    const source = withLock(
      'known',
      `provider "registry.terraform.io/towpath/known" {
         version = "1.2.3"
         hashes  = ["h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]
       }`,
    );
    await expect(
      planOn(stack, { ...shop.request('r1'), source }),
    ).rejects.toThrow(/checksums.*terraform providers lock/s);
  });

  it('takes no provider that is not in the lock file', async () => {
    const stack = await stackWithMirrorOf('known');
    const source = withLock('known', '');
    await expect(
      planOn(stack, { ...shop.request('r1'), source }),
    ).rejects.toThrow(/read-only.*terraform providers lock/s);
  });

  it('says where no lock file holds them', async () => {
    const stack = await stackWithMirrorOf('known');
    await initOn(stack, moduleWith('known'));
    expect(JSON.stringify(shop.events)).toContain(
      'The module brings no .terraform.lock.hcl',
    );
    shop.events.length = 0;
    const source = shop.module('resource "terraform_data" "a" {}');
    await planOn(stack, { ...shop.request('r2'), source });
    expect(JSON.stringify(shop.events)).not.toContain('lock.hcl');
  });
});
