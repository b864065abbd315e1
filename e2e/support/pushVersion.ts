import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { deployment } from './argoCd';
import { gitUrl } from './environment';
import { expect } from './portal';
import { passwordOf } from './scripts';

/**
 * Declares the next major version of a service, pushes that to `main` as Ada, and returns it.
 *
 * @param folder - where the clone lies, or is made
 * @param ending - of the version, such as `-broken`
 */
function pushNextVersion(folder: string, service: string, ending = ''): string {
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      [
        ...['-c', 'user.name=Ada Okafor'],
        ...['-c', 'user.email=ada@myorg.example'],
        ...args,
      ],
      { cwd: folder, encoding: 'utf8' },
    );
  if (!fs.existsSync(folder)) {
    fs.mkdirSync(folder, { recursive: true });
    const address = new URL(`${gitUrl}/myorg/${service}`);
    Object.assign(address, { username: 'ada', password: passwordOf('ada') });
    git('clone', '--quiet', address.href, '.');
  }
  const file = path.join(folder, 'package.json');
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8'));
  const version = `${parseInt(manifest.version, 10) + 1}.0.0${ending}`;
  fs.writeFileSync(file, JSON.stringify({ ...manifest, version }, null, 2));
  git('commit', '--quiet', '--all', '--message', `Begin ${version}`);
  git('push', '--quiet', 'origin', 'main');
  return version;
}

/** Pushes the next version of a service, and waits until it runs in dev. */
export async function release(
  outputDir: string,
  service: string,
  ending?: string,
): Promise<string> {
  const folder = path.join(outputDir, service);
  const version = pushNextVersion(folder, service, ending);
  await expect
    .poll(async () => deployment(`${service}-dev`), { timeout: 240_000 })
    .toMatchObject({
      image: expect.stringMatching(`:${version}$`),
      health: 'Healthy',
      sync: 'Synced',
    });
  return version;
}
