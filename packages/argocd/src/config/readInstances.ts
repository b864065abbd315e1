import { readDurationFromConfig, type Config } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import type { InstanceSettings } from './InstanceSettings';

const DEFAULT_TIMEOUT_MS = 30_000;

/** One entry of `argocd.instances`: its settings, or what is wrong with it in words. */
export type ReadInstance =
  | { name: string; settings: InstanceSettings }
  | { name: string; url?: string; problem: string };

/**
 * Reads `argocd.instances`. A wrong entry does not throw: it is returned with what is wrong, so that
 * the others can be used.
 */
export function readInstances(config: Config): ReadInstance[] {
  const entries = config.getOptionalConfigArray('argocd.instances') ?? [];
  const names = new Set<string>();
  return entries.map((entry, index) => {
    const at = `argocd.instances[${index}]`;
    const found = readInstance(entry, at);
    if (names.has(found.name)) {
      return {
        name: found.name,
        problem: `${at}.name "${found.name}" is used twice. Give each instance a name of its own`,
      };
    }
    names.add(found.name);
    return found;
  });
}

function readInstance(entry: Config, at: string): ReadInstance {
  const name = readText(entry, 'name');
  try {
    if (!name) {
      throw new Error(
        `${at}.name is missing. Give the instance a name, such as "main"`,
      );
    }
    return {
      name,
      settings: {
        name,
        url: readUrl(entry, at),
        credentials: readCredentials(entry, at),
        caFile: readText(entry, 'caFile'),
        insecureSkipVerify: entry.getOptionalBoolean('insecureSkipVerify'),
        timeoutMs: readTimeout(entry, at),
      },
    };
  } catch (error) {
    return {
      name: name ?? at,
      url: readText(entry, 'url'),
      problem: (error as Error).message,
    };
  }
}

// An environment variable that is set to nothing gives an empty text, which Backstage refuses with
// words about types.
function readText(entry: Config, key: string): string | undefined {
  const value = entry.getOptional(key);
  return typeof value === 'string' && value.trim() !== ''
    ? value.trim()
    : undefined;
}

function readUrl(entry: Config, at: string): string {
  const value = readText(entry, 'url');
  if (!value) {
    throw new Error(
      `${at}.url is missing or empty. Set the address people open Argo CD at, such as https://argocd.example.com`,
    );
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new Error(
      `${at}.url "${value}" is not an address that begins with https:// or http://`,
    );
  }
  if (url.username || url.search || url.hash) {
    throw new Error(
      `${at}.url must hold the address only, without a user, "?" or "#". Credentials go into token, or username and password`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

function readCredentials(
  entry: Config,
  at: string,
): InstanceSettings['credentials'] {
  const token = readText(entry, 'token');
  const username = readText(entry, 'username');
  const password = readText(entry, 'password');
  if (token && (username || password)) {
    throw new Error(
      `${at} has both a token and a username or password. Keep one of them`,
    );
  }
  if (token && !/^[\x21-\x7e]+$/.test(token)) {
    throw new Error(
      `${at}.token holds a space, a line break or another character that no token has. Copy it again, without what is around it`,
    );
  }
  if (token) return { token };
  if (username && password) return { username, password };
  if (username || password) {
    throw new Error(
      `${at} has a ${username ? 'username' : 'password'} and no ${
        username ? 'password' : 'username'
      }. Set both, or a token`,
    );
  }
  throw new Error(
    `${at} has no credentials, or they are empty. Set token, or username and password`,
  );
}

function readTimeout(entry: Config, at: string): number {
  if (!entry.has('timeout')) return DEFAULT_TIMEOUT_MS;
  const ms = parseDuration(entry);
  if (ms > 0) return ms;
  throw new Error(
    `${at}.timeout ${JSON.stringify(
      entry.getOptional('timeout'),
    )} is not a duration longer than nothing, such as { seconds: 30 } or 30s`,
  );
}

function parseDuration(entry: Config): number {
  try {
    return durationToMilliseconds(
      readDurationFromConfig(entry, { key: 'timeout' }),
    );
  } catch {
    return 0;
  }
}
