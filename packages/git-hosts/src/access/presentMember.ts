import { notUnderstood } from '../http/failures';
import type { HostPlace } from '../location/HostedRepository';

/** The name of an account, in an answer of any host. @throws when it is none */
export function loginIn(place: HostPlace, answer: unknown): string {
  const { login, username } = (answer ?? {}) as {
    login?: unknown;
    username?: unknown;
  };
  const name = login ?? username;
  if (typeof name === 'string' && name) return name;
  throw notUnderstood(place, 'an account');
}

/** Lists people who belong to something already. */
export const members = (place: HostPlace) => ({
  what: 'a list of accounts',
  present: (item: unknown) => ({
    login: loginIn(place, item),
    isInvited: false,
  }),
  keyOf: ({ login }: { login: string }) => login,
});
