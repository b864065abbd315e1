import { followOrganisation } from './followOrganisation.ts';
import { loadOrganisation } from './people.ts';
import { peopleOf } from './scim/ScimDirectory.ts';
import type { ScimStore } from './scim/ScimStore.ts';
import type { Organisation, SamplePerson, SignInOptions } from './types.ts';

/** Who there is at the moment of asking, by the organisation's files and by SCIM. */
export interface Directory {
  /** @throws Error of `loadOrganisation` when a file is broken */
  read(): SamplePerson[];
  /** As `read`, but while a file is broken it answers as before: nobody is signed out by a typing error. */
  known(): SamplePerson[];
  /** What the files alone say, as `known`. */
  organisation(): Organisation;
}

type Wanted = Pick<SignInOptions, 'orgDir' | 'log' | 'idOf'>;

/** @throws Error of `loadOrganisation` when a file is broken from the start */
export function openDirectory(
  { orgDir, log, idOf = name => name }: Wanted,
  store: ScimStore,
): Directory {
  const organisation = followOrganisation(orgDir, log);
  const everybody = (org: Organisation) => [
    ...org.people.map(person => ({ ...person, id: idOf(person.name) })),
    ...peopleOf(store.value, org),
  ];
  return {
    read: () => everybody(loadOrganisation(orgDir)),
    known: () => everybody(organisation()),
    organisation,
  };
}
