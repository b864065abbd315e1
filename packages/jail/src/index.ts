export { isRoot } from './cages/account.ts';
export { Jail } from './Jail.ts';
export { openJail, type JailOptions } from './openJail.ts';
export {
  JailError,
  type Ending,
  type JailedRun,
  type Limits,
  type Protections,
} from './types.ts';
