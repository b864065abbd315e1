import { define, type Functions } from './arguments';
import { collections } from './collections';
import { comparing } from './comparing';
import { numbers } from './numbers';
import { patterns } from './patterns';
import { random } from './random';
import { texts } from './texts';

/** Evaluated one argument at a time, and no further than has to be. */
export const LAZY = ['and', 'or'];

/** Why functions that sprig has are not here. */
const REFUSED: Record<string, string> = {
  ...why('reads what the portal was started with', ['env', 'expandenv']),
  ...why('asks the network of the portal', ['getHostByName']),
  ...why('gives another answer each time, so that no plan would hold', [
    ...['now', 'ago', 'date', 'dateInZone', 'htmlDate', 'unixEpoch'],
    ...['genPrivateKey', 'genCA', 'genSelfSignedCert', 'genSignedCert'],
    ...['bcrypt', 'htpasswd', 'encryptAES', 'shuffle'],
  ]),
  ...why('is for pages', ['html', 'js', 'urlquery']),
};

function why(reason: string, names: string[]): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, reason]));
}

export const FUNCTIONS: Functions = {
  ...texts,
  ...numbers,
  ...comparing,
  ...collections,
  ...patterns,
  ...random,
  fail: define(1, 1, ([message]) => {
    throw new Error(String(message));
  }),
};

/** Why there is no function of this name. */
export function whyUnknown(name: string): string {
  return Object.hasOwn(REFUSED, name)
    ? `the function ${name} is not allowed here: it ${REFUSED[name]}`
    : `the function ${name} is not known here`;
}
