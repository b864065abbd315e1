import type { HostType } from '../index';
import { pageIn, SHOP } from './scriptedHosts';
import type { Answer, ScriptedHost, Seen } from './ScriptedHost';

const NOT_FOUND = { status: 404, body: { message: 'Not Found' } };

interface Stored {
  id: number;
  url: string;
  secret: unknown;
  events: unknown;
}

/** The hooks of one repository, as the REST documentation of each host describes them. */
export class HookDouble {
  hooks: Stored[] = [];
  readonly #type: HostType;
  #last = 0;

  constructor(host: ScriptedHost, type: HostType) {
    this.#type = type;
    host.answer = seen => this.answer(seen);
  }

  add(url: string, secret = 'old'): Stored {
    const hook = { id: ++this.#last, url, secret, events: ['push'] };
    this.hooks.push(hook);
    return hook;
  }

  answer(seen: Seen): Answer {
    const { method, url, body } = seen;
    if (!url.startsWith(`${SHOP[this.#type]}/hooks`)) return NOT_FOUND;
    const id = Number(/\/hooks\/(\d+)/.exec(url)?.[1]);
    const known = this.hooks.find(one => one.id === id);
    if (method === 'GET') {
      return pageIn(
        this.hooks.map(one => this.#present(one)),
        seen,
      );
    }
    if (method === 'POST') return this.#create(body!);
    if (!known) return NOT_FOUND;
    if (method === 'DELETE') {
      this.hooks = this.hooks.filter(one => one !== known);
      return { status: 204 };
    }
    Object.assign(known, this.#fields(body!));
    return { status: 200, body: this.#present(known) };
  }

  #create(body: Record<string, unknown>): Answer {
    const { url, ...fields } = this.#fields(body);
    const isTaken = this.hooks.some(one => one.url === url);
    if (this.#type === 'github' && isTaken) {
      const errors = [{ message: 'Hook already exists on this repository' }];
      return { status: 422, body: { message: 'Validation Failed', errors } };
    }
    const hook = Object.assign(this.add(url), fields);
    return { status: 201, body: this.#present(hook) };
  }

  #fields(body: Record<string, any>) {
    if (this.#type !== 'gitlab') {
      const { url, secret } = body.config;
      return { url, secret, events: body.events };
    }
    const { url, token: secret, ...flags } = body;
    return { url, secret, events: flags };
  }

  /** No host shows a secret. */
  #present({ id, url, events }: Stored) {
    return this.#type === 'gitlab'
      ? { id, url }
      : { id, url: `https://api/${id}`, events, config: { url } };
  }
}
