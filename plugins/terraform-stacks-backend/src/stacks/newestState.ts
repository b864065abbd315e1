import type { Knex } from 'knex';

/** Joins the newest state of each row of `stacks as s`, which there is in the database for all whose state is no file. */
export function joinNewestState(stacks: Knex.QueryBuilder): Knex.QueryBuilder {
  return stacks
    .leftJoin('states as newest', 'newest.stack', 's.key')
    .leftJoin('state_versions as version', 'version.id', 'newest.newest');
}

/**
 * How many resources a stack holds, by its newest state: an apply that failed, a push by hand and a restore leave
 * others than the last apply that ended well.
 */
export const resourcesHeld = `case
  when s.place is not null then s.resources
  when version.id is null then 0
  else coalesce(version.resources, -1)
end`;
