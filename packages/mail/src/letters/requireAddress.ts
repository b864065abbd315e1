import { InputError } from '@backstage/errors';

/*
 * Narrower than the standard, which lets comments, quotes and several addresses in: what is behind the first one, or a line
 * end in it, would reach people whom nobody meant.
 */
const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const LONGEST = 254;

/**
 * The address, when it is exactly one.
 *
 * @param field for the message, such as `email`
 * @throws InputError that names the field and the value
 */
export function requireAddress(address: string, field = 'to'): string {
  const isOne = address.length <= LONGEST && ADDRESS.test(address);
  if (isOne && !address.includes('..')) return address;
  throw new InputError(
    `${field} is ${JSON.stringify(
      address,
    )}, which is not one e-mail address: write it as zoe@example.com`,
  );
}
