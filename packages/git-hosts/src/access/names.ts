import { InputError } from '@backstage/errors';
import { isName } from '../location/locateRepository';

/** @throws InputError for what names no account: it would lead to another part of the API */
export function requireLogin(login: string): string {
  if (isName(login)) return login;
  throw new InputError(`login "${login}" is the name of no account`);
}

/** @throws InputError for what is the key of no team of this owner */
export function requireTeam(key: string): string {
  if (key.split('/').every(isName)) return key;
  throw new InputError(
    `team "${key}" is none: write the key that the list of teams tells`,
  );
}

export function isCalled(login: string) {
  return (one: { login: string }) =>
    one.login.toLowerCase() === login.toLowerCase();
}
