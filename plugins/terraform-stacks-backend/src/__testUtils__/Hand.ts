import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type { NewStateCredential } from '@towpath/plugin-terraform-stacks-common';
import { findProgram } from '@towpath/test-kit';

interface Answer {
  code: number;
  /** Both of what it prints, as a person sees it. */
  text: string;
}

/** Somebody with the plain program and a module of their own, in a folder of the test. */
export class Hand {
  readonly folder: string;
  readonly #password: string;
  #address: string;

  constructor(
    root: string,
    url: string,
    { credential, username, password, block }: NewStateCredential,
  ) {
    this.folder = path.join(root, `by-hand-${credential.id}`);
    fs.mkdirSync(this.folder);
    // The portal of the test answers elsewhere than people are told.
    const here = block.replaceAll(
      'http://portal.example/api/terraform-stacks',
      url,
    );
    this.write('backend.tf', here);
    this.#password = password;
    this.#address = /^ {4}address += "(.*)"$/m.exec(here)![1];
    this.username = username;
  }

  readonly username: string;

  write(name: string, text: string) {
    fs.writeFileSync(path.join(this.folder, name), text);
  }

  /** What the program answers. */
  async run(...args: string[]): Promise<Answer> {
    const child = spawn(findProgram('terraform', 'tofu')!, args, {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: this.folder,
        CHECKPOINT_DISABLE: '1',
        TF_IN_AUTOMATION: '1',
        TF_HTTP_PASSWORD: this.#password,
        TF_HTTP_RETRY_WAIT_MIN: '0',
        TF_HTTP_RETRY_WAIT_MAX: '1',
      },
    });
    let text = '';
    child.stdout.on('data', chunk => (text += chunk));
    child.stderr.on('data', chunk => (text += chunk));
    const [code] = await once(child, 'close');
    return { code, text };
  }

  /** Asks from now on for the state of another one, with the same credential. */
  aim(other: Hand) {
    this.#address = other.#address;
  }

  /** Asks the backend without the program. */
  async ask(
    method: string,
    { body, query = '', headers = {}, password = this.#password }: Ask = {},
  ) {
    const basic = Buffer.from(`${this.username}:${password}`);
    const response = await fetch(`${this.#address}${query}`, {
      method,
      body: typeof body === 'object' ? JSON.stringify(body) : body,
      headers: {
        authorization: `Basic ${basic.toString('base64')}`,
        ...headers,
      },
    });
    return { status: response.status, text: await response.text() };
  }
}

interface Ask {
  body?: string | object;
  query?: string;
  headers?: Record<string, string>;
  password?: string;
}
