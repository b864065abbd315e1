import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { overlayFile, type TrialPlatform } from '../trial/trialPlatform.ts';

const run = promisify(execFile);
const ME = ['-c', 'user.name=Script', '-c', 'user.email=script@myorg.example'];

/** What a promotion comes to without any of what the portal adds: commit, push, sync, wait. */
export class BarePromoter {
  readonly #argoCd: TrialPlatform['argoCd'];
  readonly #clone: string;

  private constructor(argoCd: TrialPlatform['argoCd'], clone: string) {
    this.#argoCd = argoCd;
    this.#clone = clone;
  }

  static async create(
    platform: TrialPlatform,
    clone: string,
  ): Promise<BarePromoter> {
    const remote = new URL(`${platform.gitUrl}/myorg/gitops.git`);
    Object.assign(remote, platform.gitAccount);
    await run('git', ['clone', '--quiet', remote.href, clone]);
    return new BarePromoter(platform.argoCd, clone);
  }

  async promote(service: string, version: string, environment: string) {
    const file = overlayFile(service, environment);
    const at = path.join(this.#clone, file);
    await this.#git('pull', '--quiet', '--rebase');
    const text = await fs.readFile(at, 'utf8');
    await fs.writeFile(at, text.replace(/newTag: .*/, `newTag: ${version}`));
    await this.#git(
      ...ME,
      'commit',
      '--quiet',
      '-m',
      `${service} ${version}`,
      file,
    );
    await this.#git('push', '--quiet');
    const revision = (await this.#git('rev-parse', 'HEAD')).trim();
    const name = `${service}-${environment}`;
    await this.#ask(`/applications/${name}?refresh=normal`);
    await this.#ask(`/applications/${name}/sync`, { revision });
    for (;;) {
      const { status } = await this.#ask(`/applications/${name}`);
      const isThere =
        status.sync.revision === revision && status.sync.status === 'Synced';
      const isDone = status.operationState?.phase === 'Succeeded';
      if (isThere && isDone && status.health.status === 'Healthy') return;
      await pause(25);
    }
  }

  async #git(...args: string[]): Promise<string> {
    const { stdout } = await run('git', ['-C', this.#clone, ...args]);
    return stdout;
  }

  async #ask(address: string, body?: object): Promise<any> {
    const { url, token } = this.#argoCd;
    const response = await fetch(`${url}/api/v1${address}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status}: ${text}`);
    return JSON.parse(text);
  }
}
