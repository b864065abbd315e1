export { loadPeople } from './people.ts';
export { startSignIn } from './startSignIn.ts';
export type { Log, SamplePerson, RunningSignIn } from './types.ts';
