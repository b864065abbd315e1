import type { IncomingMessage } from 'node:http';
import { isNumeric, normaliseAddress } from './address.ts';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];
const OWN_FETCH_SITES = ['same-origin', 'none'];

/** Why a request is not let in, for whoever sent it. */
export interface Refusal {
  status: 403 | 421;
  message: string;
}

export interface FrontDoorOptions {
  /** What people call the server, such as `the Git host`. */
  name: string;
  /** Addresses it answers to, as `localhost:7010`; without a port for 80 and 443. */
  hosts: string[];
  /** Origins whose pages may write, as `http://localhost:7010`. */
  origins: string[];
  /** Further origins, where a list cannot say them. */
  allowsOrigin?: (origin: string) => boolean;
  /** The settings that let more in; refusals name them. */
  keys: { hosts: string; origins: string };
  /** Paths that probes ask for by number or without any host. They must tell nothing and change nothing. */
  probes?: string[];
  /** Whether `X-Forwarded-Host` from this peer was written by a proxy of ours. Nobody is believed by default. */
  trustsProxy?: (peer: string) => boolean;
}

/**
 * Decides which requests come in. A page of another site can make a browser send almost anything
 * here, by a name of its own that it points at this machine or by a form; what it cannot change is
 * the name in `Host`, and where it comes from.
 */
export class FrontDoor {
  readonly #options: FrontDoorOptions;
  readonly #hosts: Set<string>;
  readonly #origins: Set<string>;

  /** @throws Error that names the setting and the value when a host or an origin is written wrongly */
  constructor(options: FrontDoorOptions) {
    const { hosts, origins, keys } = options;
    this.#options = options;
    this.#hosts = new Set(hosts.map(host => readHost(host, keys.hosts)));
    this.#origins = new Set(
      origins.map(origin => readOrigin(origin, keys.origins)),
    );
  }

  /** @returns undefined when the request may come in */
  check(request: IncomingMessage): Refusal | undefined {
    if (this.#isProbe(request)) return undefined;
    const host = this.#addressesOf(request).find(
      address => !this.#knowsHost(address),
    );
    if (host !== undefined) return this.#refuseHost(host);
    const origin = isWrite(request) ? this.#foreignOrigin(request) : undefined;
    return origin === undefined ? undefined : this.#refuseOrigin(origin);
  }

  /** Everything in the request that says what it is addressed to; an empty text stands for nothing. */
  #addressesOf(request: IncomingMessage): string[] {
    const { host = [''], 'x-forwarded-host': forwarded = [] } =
      request.headersDistinct;
    const target = request.url ?? '';
    const addresses = host.length === 1 ? [...host] : [host.join(', ')];
    if (!/^[/*]/.test(target)) addresses.push(authorityOf(target));
    if (this.#options.trustsProxy?.(request.socket.remoteAddress ?? '')) {
      addresses.push(...splitList(forwarded));
    }
    return addresses;
  }

  #knowsHost(text: string): boolean {
    const address = normaliseAddress(text);
    return address !== undefined && this.#hosts.has(address);
  }

  #isProbe({ method, url, headersDistinct, headers }: IncomingMessage) {
    const { probes = [] } = this.#options;
    const { host = [''] } = headersDistinct;
    return (
      probes.includes(url ?? '') &&
      ['GET', 'HEAD'].includes(method ?? '') &&
      headers.upgrade === undefined &&
      host.length === 1 &&
      (host[0] === '' || isNumeric(host[0]))
    );
  }

  /** Programs say nothing of where they come from; browsers always do, in one of three headers. */
  #foreignOrigin({ headersDistinct: headers }: IncomingMessage) {
    if (headers.origin) {
      return headers.origin.find(origin => !this.#ownsOrigin(origin));
    }
    const sites = headers['sec-fetch-site'] ?? [];
    if (sites.some(site => !OWN_FETCH_SITES.includes(site))) {
      return 'a page of another origin';
    }
    return (headers.referer ?? []).find(
      page => !URL.canParse(page) || !this.#ownsOrigin(new URL(page).origin),
    );
  }

  #ownsOrigin(origin: string): boolean {
    return (
      this.#origins.has(origin) || this.#options.allowsOrigin?.(origin) === true
    );
  }

  #refuseHost(host: string): Refusal {
    const { name, keys } = this.#options;
    const [first] = this.#hosts;
    const said = host
      ? `${quote(host)} is no address of ${name}`
      : `The request does not say which host it wants; this is ${name}`;
    return {
      status: 421,
      message: `${said}. Ask for ${first}, or add the host to ${keys.hosts}.`,
    };
  }

  #refuseOrigin(origin: string): Refusal {
    const { name, keys } = this.#options;
    return {
      status: 403,
      message: `${quote(
        origin,
      )} may not change anything in ${name}: only its own pages may, and programs that send no Origin. To let its pages in, add the origin to ${
        keys.origins
      }.`,
    };
  }
}

function readHost(text: string, key: string): string {
  const host = normaliseAddress(text);
  if (host) return host;
  throw new Error(
    `${key} has "${text}", which is no host. Write it as portal.example.com or portal.internal:7007.`,
  );
}

function readOrigin(text: string, key: string): string {
  const isOrigin =
    /^https?:/i.test(text) &&
    URL.canParse(text) &&
    `${new URL(text).origin}` === text.toLowerCase();
  if (isOrigin) return new URL(text).origin;
  throw new Error(
    `${key} has "${text}", which is no origin. Write it as https://portal.example.com, without a path.`,
  );
}

// A socket is a way in for whatever is sent over it, so opening one counts as a write.
function isWrite({ method = '', headers }: IncomingMessage): boolean {
  return !SAFE_METHODS.includes(method) || headers.upgrade !== undefined;
}

function authorityOf(target: string): string {
  const [, authority = target] = /^https?:\/\/([^/?#]*)/i.exec(target) ?? [];
  return authority;
}

function splitList(values: string[]): string[] {
  return values.flatMap(value => value.split(',').map(part => part.trim()));
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
