import { InputError } from '@backstage/errors';
import { isMap } from '@towpath/plugin-score-node';
import type { SecretValue } from './secretTexts';

/** As Kubernetes has them, and no longer than they can be read by. */
const KEY = /^[-._A-Za-z0-9]{1,128}$/;

/** Keys whose values people may know. Whatever else is in a Secret is secret wherever it stands. */
const OPEN_KEY =
  /(?:^|[._-])(?:user(?:name)?|v?host(?:name)?|port|database|db|name|endpoint|region|bucket)$/i;

/** What is called so is a secret, in whatever it stands. */
const SECRET_NAME =
  /pass(?:word|wd|phrase)?$|secret|token|credential|private[_-]?key|api[_-]?key|connection|dsn/i;

/** What such a name adds: that it is about a secret, and not one. */
const ABOUT_ONE = /(?:name|ref|class|namespace|path|type|host|port)$/i;

export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !ABOUT_ONE.test(name);
}

/** Whether an object is a Secret of Kubernetes itself. */
export function isSecret(object: Record<string, unknown>): boolean {
  return object.apiVersion === 'v1' && object.kind === 'Secret';
}

/**
 * What a Secret holds.
 *
 * @throws InputError for what is no text
 */
export function valuesOf(object: Record<string, unknown>): SecretValue[] {
  const { data, stringData, metadata } = object;
  const secret = isMap(metadata) ? String(metadata.name) : '';
  const encoded = Object.entries(isMap(data) ? data : {}).map(
    ([key, value]) => ({ secret, key, value: decoded(value, secret, key) }),
  );
  const plain = Object.entries(isMap(stringData) ? stringData : {}).map(
    ([key, value]) => ({ secret, key, value: String(value ?? '') }),
  );
  const values = [...encoded, ...plain];
  const odd = values.find(({ key }) => !KEY.test(key));
  if (!odd) return values;
  throw new InputError(
    `The Secret ${secret} has the key ${JSON.stringify(
      odd.key,
    )}: write 1 to 128 letters, digits, "-", "_" and "."`,
  );
}

function decoded(value: unknown, secret: string, key: string): string {
  const bytes = Buffer.from(String(value ?? ''), 'base64');
  const text = bytes.toString();
  if (Buffer.from(text).equals(bytes)) return text;
  throw new InputError(
    `The Secret ${secret} holds bytes under ${key} that are no text, and secrets are kept as texts: encode them twice, and have the workload decode them`,
  );
}

/** Those that may stand nowhere in clear. */
export function confidential(values: readonly SecretValue[]): SecretValue[] {
  return values.filter(({ key }) => !OPEN_KEY.test(key));
}

/** Texts that are called as secrets are, at any depth. */
export function secretTextsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return isSecretName(name) ? [value] : [];
  if (Array.isArray(value))
    return value.flatMap(one => secretTextsIn(one, name));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, one]) => secretTextsIn(one, key));
}
