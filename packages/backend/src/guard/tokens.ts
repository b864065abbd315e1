import type { Config } from '@backstage/config';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { UnsafeSetting } from './UnsafeSetting';
import { asObject, entriesOf, membersAt, unknownMembers } from './values';

const AUTH_KEY = 'backend.auth';
const RESTRICT =
  'name what it may under accessRestrictions; docs/how-to/permissions.md shows how';

const OPTIONS: Record<string, string[]> = {
  static: ['token', 'subject'],
  jwks: ['url', 'issuer', 'audience', 'algorithm', 'subjectPrefix'],
};

/** Tokens from outside that are not held to what somebody wrote down that they may. */
export function findLooseTokens(config: Config): UnsafeSetting[] {
  const auth = config.getOptional<JsonValue>(AUTH_KEY);
  return [
    ...unknownMembers(auth, AUTH_KEY, ['externalAccess', 'pluginKeyStore']),
    ...membersAt(config, `${AUTH_KEY}.externalAccess`).flatMap(
      ({ key, value }) => looseness(asObject(value), key),
    ),
  ];
}

function looseness(entry: JsonObject, key: string): UnsafeSetting[] {
  const known = OPTIONS[String(entry.type)];
  if (!known) {
    return [
      {
        key: `${key}.type`,
        problem: `is neither ${Object.keys(OPTIONS).join(' nor ')}`,
        remedy: 'make a static token for each that calls, or take jwks',
      },
    ];
  }
  return [
    ...unknownMembers(entry, key, ['type', 'options', 'accessRestrictions']),
    ...unknownMembers(entry.options, `${key}.options`, known),
    ...strangeness(entry, `${key}.options`),
    ...unrestricted(entry.accessRestrictions, `${key}.accessRestrictions`),
  ];
}

function strangeness(
  { type, options }: JsonObject,
  key: string,
): UnsafeSetting[] {
  const { subject, subjectPrefix, issuer, audience } = asObject(options);
  const found: UnsafeSetting[] = [];
  const name = type === 'jwks' ? 'subjectPrefix' : 'subject';
  if (/^plugin:/i.test(String(subject ?? subjectPrefix ?? ''))) {
    found.push({
      key: `${key}.${name}`,
      problem: 'passes the caller off as a plugin of the portal',
      remedy: 'give it a name of its own',
    });
  }
  if (type === 'jwks' && !(issuer && audience)) {
    found.push({
      key,
      problem: 'takes tokens that were made for others',
      remedy: 'set both issuer and audience',
    });
  }
  return found;
}

function unrestricted(
  restrictions: JsonValue | undefined,
  key: string,
): UnsafeSetting[] {
  const entries = Array.isArray(restrictions)
    ? entriesOf(restrictions, key)
    : [];
  if (entries.length === 0) {
    const problem = 'is missing, so this token may do everything';
    return [{ key, problem, remedy: RESTRICT }];
  }
  return entries.flatMap(({ key: at, value }) => [
    ...unknownMembers(value, at, [
      'plugin',
      'permission',
      'permissionAttribute',
    ]),
    ...(namesSomething(asObject(value))
      ? []
      : [
          {
            key: at,
            problem: 'names neither a permission nor an action',
            remedy: 'add permission, or permissionAttribute: { action: read }',
          },
        ]),
  ]);
}

/** Sending notifications has no permission that could be named. */
function namesSomething({
  plugin,
  permission,
  permissionAttribute,
}: JsonObject) {
  return (
    plugin === 'notifications' ||
    [permission ?? []].flat().some(name => String(name).trim() !== '') ||
    asObject(permissionAttribute).action !== undefined
  );
}
