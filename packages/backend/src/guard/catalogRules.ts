import type { Config } from '@backstage/config';
import type { JsonValue } from '@backstage/types';
import type { UnsafeSetting } from './UnsafeSetting';
import { asObject, entriesOf, membersAt, unknownMembers } from './values';

/** Kinds that grant nothing to who writes them. */
const HARMLESS = [
  ...['api', 'component', 'domain', 'location', 'resource', 'system'],
];

/** Rules that let more people than were meant write people, environments or templates. */
export function findOpenCatalog(config: Config): UnsafeSetting[] {
  return [
    ...membersAt(config, 'catalog.rules').flatMap(({ key, value }) => [
      ...unknownMembers(value, key, ['allow', 'locations']),
      ...findOpenRule(key, value),
    ]),
    ...membersAt(config, 'catalog.locations').flatMap(({ key, value }) =>
      findOpenLocation(key, value),
    ),
  ];
}

function findOpenRule(key: string, rule: JsonValue): UnsafeSetting[] {
  const { allow, locations } = asObject(rule);
  const powerful = entriesOf(allow, `${key}.allow`)
    .map(entry => kindOf(entry.value))
    .filter(kind => !HARMLESS.includes(kind.toLocaleLowerCase('en-US')));
  const isNarrow =
    Array.isArray(locations) &&
    locations.length > 0 &&
    locations.every(isOnePlace);
  if (powerful.length === 0 || isNarrow) return [];
  return [
    {
      key: `${key}.allow`,
      problem: `lets anybody make ${powerful.join(', ')}, which act for others`,
      remedy:
        'allow them in the rules of a location under catalog.locations, or name locations with exact',
    },
  ];
}

function kindOf(value: JsonValue) {
  return typeof value === 'string' ? value : String(asObject(value).kind);
}

/** A file of the portal, an address, or a pattern in one organisation of one host. */
function isOnePlace(location: JsonValue): boolean {
  const { type, exact, pattern } = asObject(location);
  if (exact !== undefined) return type === 'file' || isHttps(exact);
  return (
    type === 'url' &&
    /^https:\/\/[^/*?[{!+@(]+\/[^/*?[{!+@(]+\//.test(String(pattern))
  );
}

function isHttps(value: unknown) {
  return /^https:\/\//i.test(String(value));
}

function findOpenLocation(key: string, location: JsonValue): UnsafeSetting[] {
  const { type, target, rules } = asObject(location);
  const isSafe =
    rules === undefined ||
    type === 'file' ||
    (type === 'url' && isHttps(target));
  return isSafe
    ? []
    : [
        {
          key: `${key}.target`,
          problem: 'has rules of its own and is neither a file nor https',
          remedy: 'read it from an https address',
        },
      ];
}
