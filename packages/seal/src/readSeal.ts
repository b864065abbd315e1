import { Seal } from './Seal';
import { readSealKey } from './SealKey';

/** The part of a configuration that is read; Backstage's `Config` is one. */
interface Settings {
  getOptionalConfigArray(
    key: string,
  ): { getString(key: string): string }[] | undefined;
}

/**
 * A seal of the keys that a part of the configuration lists under `secrets.keys`, each with `id` and `secret`; the
 * first seals. Undefined where none is listed.
 *
 * @throws an Error that says what is wrong with which key.
 */
export function readSeal(settings: Settings | undefined): Seal | undefined {
  const keys = (settings?.getOptionalConfigArray('secrets.keys') ?? []).map(
    key => readSealKey(key.getString('id'), key.getString('secret')),
  );
  return keys.length > 0 ? new Seal(keys) : undefined;
}
