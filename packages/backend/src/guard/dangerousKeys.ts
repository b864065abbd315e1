import type { Config } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import type { PluginSettings } from '@towpath/backend-kit';
import { findStrings, type Setting } from './findStrings';
import { isLocal } from './localHosts';
import type { UnsafeSetting } from './UnsafeSetting';
import { entriesOf, type Entry } from './values';

const DANGEROUS =
  /dangerous|insecure|skip_?(tls|ssl)?_?verif|no_?verif|allow_?unauthenticated/i;
/** Safe when on; what the name says is done. */
const CHECKS =
  /^(rejectUnauthorized|strictSSL|sslVerify|verifySsl|verifyTls|tlsVerify|checkCertificates?)$/i;
/** The guard's own exceptions, and a directive of the browser. */
const EXPECTED = /^towpath\.allow|^towpath\.acceptRisks|^backend\.csp\./;

const TLS_VARIABLE = 'NODE_TLS_REJECT_UNAUTHORIZED';

/** Node's own switch, which no configuration shows. */
export const findDangerousVariables = (): UnsafeSetting[] =>
  process.env[TLS_VARIABLE] === '0'
    ? [
        {
          key: TLS_VARIABLE,
          problem: 'is 0 in the environment, so no certificate is checked',
          remedy: 'unset it; NODE_EXTRA_CA_CERTS adds an authority of your own',
        },
      ]
    : [];

/** Settings anywhere, of any plugin, whose own name says that they open something. */
export function findDangerousKeys(config: Config): UnsafeSetting[] {
  return walk(entriesOf(config.get<JsonValue>(), '').map(withoutDot))
    .filter(({ key }) => !EXPECTED.test(key))
    .filter(({ key, value }) => {
      const name = /[^.]*$/.exec(key)![0].replace(/\[\d+\]$/, '');
      return CHECKS.test(name)
        ? isOff(value)
        : (DANGEROUS.test(name) && !isOff(value)) ||
            (typeof value === 'string' &&
              /^dangerous|sslmode=no-verify/i.test(value));
    })
    .map(({ key }) => ({
      key,
      problem: 'opens what is closed by default, as its name says',
      remedy: 'remove it',
    }));
}

function withoutDot({ key, value }: Entry) {
  return { key: key.slice(1), value };
}

function walk(entries: Entry[]): Entry[] {
  return entries.flatMap(entry => [
    entry,
    ...walk(entriesOf(entry.value, entry.key)),
  ]);
}

function isOff(value: JsonValue) {
  return (
    value === false ||
    value === null ||
    /^(false|no|off|0)$/i.test(String(value))
  );
}

const CLEAR_TEXT_PLACES = [
  ...['auth.providers', 'catalog.locations', 'catalog.providers'],
  ...['integrations', 'proxy', 'scaffolder.defaultEnvironment', 'techdocs'],
];

/** Addresses of other services that are asked in clear, with credentials that anybody between reads. */
export function findClearText(
  config: Config,
  plugins: readonly PluginSettings[],
): UnsafeSetting[] {
  const places = plugins.flatMap(({ services = [] }) => services);
  return [...CLEAR_TEXT_PLACES, ...places]
    .flatMap(place => findStrings(config.getOptional<JsonValue>(place), place))
    .filter(setting => isClear(setting) && !isLocal(setting))
    .map(({ key }) => ({
      key,
      problem: 'is asked in clear over http://',
      remedy: 'set its https address',
    }));
}

function isClear({ value }: Setting) {
  return /^(http|ws|ldap):\/\//i.test(value);
}
