import { parseSyml } from '@yarnpkg/parsers';
import { Trouble } from '../lib/terminal.mjs';
import type { LockedPackage } from './LockedPackage.ts';

const LOCATOR = /^(@[^/@]+\/[^@]+|[^@]+)@([^:]+):/;

interface Entry {
  version?: unknown;
  resolution?: unknown;
  conditions?: string;
  checksum?: string;
  dependencies?: Record<string, string>;
}

/**
 * Reads a lock file of Yarn 2 or later.
 *
 * @throws Trouble where it is another kind of file, or an entry says not what it resolves to
 */
export function readLock(text: string): LockedPackage[] {
  const { __metadata, ...entries } = parseSyml(text);
  if (__metadata?.version === undefined) {
    throw new Trouble(
      'yarn.lock is not of Yarn 2 or later: it has no __metadata.version. Write it anew with "npm run exec -- yarn install"',
    );
  }
  return Object.entries<Entry>(entries).map(([key, entry]) =>
    toPackage(key, entry),
  );
}

function toPackage(
  key: string,
  { version, resolution, conditions, checksum, dependencies = {} }: Entry,
): LockedPackage {
  const [, name, protocol] = LOCATOR.exec(String(resolution)) ?? [];
  if (!name || version === undefined) {
    throw new Trouble(
      `The entry "${key}" of yarn.lock has no version, or a resolution that is not understood: ${resolution}`,
    );
  }
  return {
    name,
    version: String(version),
    resolution: String(resolution),
    protocol,
    conditions,
    asksFor: Object.entries(dependencies).map(([on, at]) => `${on}@${at}`),
    answers: key.split(', '),
    checksum: checksum?.split('/').pop(),
  };
}
