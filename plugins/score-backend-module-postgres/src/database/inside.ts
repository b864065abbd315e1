import { InputError } from '@backstage/errors';
import type { Session } from '../server/Session';
import type { Names } from '../settings/names';

/** What is in a database, as it is. */
export interface Inside {
  /** Whether its users may make tables. */
  mayMakeTables: boolean;
  extensions: string[];
}

/** @param session - in the database itself. */
export async function lookInside(
  session: Session,
  { app }: Names,
): Promise<Inside> {
  const [{ mayMakeTables }] = await session.rows<{ mayMakeTables: boolean }>(
    `select coalesce(bool_or(has_schema_privilege(r.oid, n.oid, 'usage') and has_schema_privilege(r.oid, n.oid, 'create')), false)
       as "mayMakeTables" from pg_namespace n, pg_roles r where nspname = 'public' and rolname = $1::text`,
    [app],
  );
  const rows = await session.rows<{ name: string }>(
    'select extname as name from pg_extension',
  );
  return { mayMakeTables, extensions: rows.map(({ name }) => name) };
}

/**
 * Refuses extensions that the server cannot make for a database of this kind.
 *
 * @throws InputError that names the extension
 */
export async function checkExtensions(
  session: Session,
  wanted: string[],
): Promise<void> {
  const rows = await session.rows<{ name: string; trusted: boolean }>(
    'select name, bool_or(trusted) as trusted from pg_available_extension_versions where name = any ($1::text[]) group by name',
    [wanted],
  );
  for (const name of wanted) {
    const found = rows.find(row => row.name === name);
    if (found?.trusted) continue;
    throw new InputError(
      `settings.extensions has "${name}", which ${
        found
          ? 'only a superuser may make: take it out, or have it made in template databases of another server'
          : 'the server does not have: take it out, or install it there'
      }`,
    );
  }
}
