export { followOrganisation } from './followOrganisation.ts';
export { loadPeople } from './people.ts';
export { startSignIn } from './startSignIn.ts';
export type {
  Log,
  Organisation,
  SamplePerson,
  RunningSignIn,
} from './types.ts';
