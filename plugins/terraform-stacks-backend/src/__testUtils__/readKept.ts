import { readSealKey, Seal } from '@towpath/seal';
import type { Knex } from 'knex';
import { StateStore } from '../state/StateStore';

/** Of the key that seals states in tests. */
export const SECRET = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';

export const seal = new Seal([readSealKey('test', SECRET)]);

/** The newest state of a stack, with every secret in it. */
export async function readKept(knex: Knex, stack: string): Promise<any> {
  const content = await new StateStore({ knex, seal }).read(stack);
  return content && JSON.parse(content.toString());
}
