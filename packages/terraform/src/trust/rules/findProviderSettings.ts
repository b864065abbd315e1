import { isObject } from '../../json/read';
import { blocksOf } from '../blocks';
import { findLine } from '../findLine';
import type { Finding, ModuleFile, Rules } from '../types';
import { remedy } from './remedy';

/**
 * Settings by which a provider runs a program, or reads a file of the machine: `exec` and `config_path` of Kubernetes, `shared_config_files` of AWS,
 * whose `credential_process` is a program, `credentials` of Google, which may be a path. Lists of every provider are nobody's to keep, so a
 * name that ends as such names do is enough.
 */
const REACHES_OUT =
  /^(?:exec|command|ssh_opts|custom_ca_bundle|(?:external_)?credentials|sslrootcert)$|_(?:file|files|path|paths|dir|dirs|command|process)$/;
/** Addresses at a server, which end alike. */
const ADDRESSES = ['api_path', 'base_path', 'url_path'];
/** What people call things, in words of their own. */
const NAMES = ['tags', 'labels', 'default_labels', 'headers'];
/** A name that is put together when it runs may come to any of them. */
const IS_COMPUTED = /[$%]\{/;
/** Settings that hold others, and have to be written out to be read. */
const HOLDS_OTHERS = ['kubernetes'];

/** A block `provider` that runs a program, or reads a file, by its own settings. */
export function findProviderSettings(
  file: ModuleFile,
  rules: Rules,
): Finding[] {
  if (rules.externalData) return [];
  return blocksOf(file.body, 'provider', 1).flatMap(({ labels, body }) =>
    [...new Set(settingsIn(body))].map(setting => ({
      file: file.name,
      line: findLine(file.text, setting),
      rule: 'externalData',
      words: `"${setting}" of the provider "${
        labels[0]
      }" may run a program or read a file of the machine. ${remedy(
        'Give it what it needs by terraform.environments.<name>.env, or as a text that is no path, or',
        'externalData: true',
        rules,
      )}`,
    })),
  );
}

function settingsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(settingsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, one]) => {
    if (NAMES.includes(name) || isNothing(one)) return [];
    return reachesOut(name, one) ? [name] : settingsIn(one);
  });
}

function reachesOut(name: string, value: unknown): boolean {
  if (ADDRESSES.includes(name)) return false;
  const isHidden = typeof value === 'string' && HOLDS_OTHERS.includes(name);
  return REACHES_OUT.test(name) || IS_COMPUTED.test(name) || isHidden;
}

function isNothing(value: unknown): boolean {
  return value === null || value === '' || value === '${null}';
}
