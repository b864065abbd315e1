/**
 * How a plugin has people made in the catalog.
 *
 * @packageDocumentation
 */
export type { NewPerson, PeopleService, Person } from './PeopleService';
export { peopleServiceRef, type PeopleDoor } from './peopleServiceRef';
