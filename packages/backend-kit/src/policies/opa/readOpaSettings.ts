import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import type { OpaSettings } from './OpaClient';

const KEY = 'policies.opa';
const USUAL_MS = 2_000;
/** A gate of a promotion waits ten seconds for all that it asks. */
const MOST_MS = 8_000;

/**
 * Undefined where no OPA is configured.
 *
 * @throws Error that names the key which is missing or wrong
 */
export function readOpaSettings(
  config: RootConfigService,
): OpaSettings | undefined {
  const own = config.getOptionalConfig(KEY);
  if (!own) return undefined;
  const token = own.getOptionalString('token');
  const url = own.getString('url');
  requireFit(url, token);
  const timeoutMs = own.has('timeout')
    ? durationToMilliseconds(readDurationFromConfig(own, { key: 'timeout' }))
    : USUAL_MS;
  if (timeoutMs < 100 || timeoutMs > MOST_MS) {
    throw new Error(
      `${KEY}.timeout is ${timeoutMs} ms: give 100 ms to ${MOST_MS / 1000} s`,
    );
  }
  return { url: url.replace(/\/+$/, ''), token, timeoutMs };
}

function requireFit(url: string, token: string | undefined): void {
  const read = URL.canParse(url) ? new URL(url) : undefined;
  if (!read || !/^https?:$/.test(read.protocol) || read.search || read.hash) {
    throw new Error(
      `${KEY}.url is "${url}": give an address such as http://127.0.0.1:8181`,
    );
  }
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(read.hostname);
  if (token && read.protocol === 'http:' && !isHere) {
    throw new Error(
      `${KEY}.url is "${url}", over which ${KEY}.token would go in clear. Use https`,
    );
  }
}
