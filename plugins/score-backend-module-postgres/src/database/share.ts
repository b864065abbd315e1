import { ownersOf, type OwnedObject } from './objects';

/** What becomes of the objects in a database that is taken over. */
interface Share {
  /** Go to the role of its users. */
  given: OwnedObject[];
  /** Who had those, and is to be a member of that role, so that nobody is cut off. Never the provisioning role. */
  heirs: string[];
  /** Stay whose they are, and can be used by that role. */
  lent: OwnedObject[];
  /** Stay whose they are, as the provisioning role may not act as their owner. */
  left: OwnedObject[];
}

/**
 * Who is a member of the role of its users reaches all that is in the database, and all that comes into it. So it is only
 * who has the database already: who has one table of it does not get the others.
 */
export function share(objects: OwnedObject[]): Share {
  const able = objects.filter(one => one.mayGive);
  const others = able.filter(one => !one.isProvisioners);
  return {
    given: able.filter(one => one.isProvisioners || one.hasAll),
    heirs: ownersOf(others.filter(one => one.hasAll)),
    lent: others.filter(one => !one.hasAll),
    left: objects.filter(one => !one.mayGive),
  };
}
