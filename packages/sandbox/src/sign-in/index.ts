export { loadPeople } from './people.ts';
export { startSignIn } from './startSignIn.ts';
export type { Log, Person, RunningSignIn } from './types.ts';
