export { loadPeople } from './people.ts';
export { startSignIn } from './startSignIn.ts';
export type { Log, Person, RunningSignIn, SignInOptions } from './types.ts';
