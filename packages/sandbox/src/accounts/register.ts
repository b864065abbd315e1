import path from 'node:path';

/** Who was there, so that a later person of a name is told from the former one. */
export interface Register {
  /** By name, how many there were: the last of them is there, or was. */
  numbers: Record<string, number>;
  /** Names of who is there. */
  present: string[];
  /** Names of whose former person is not forgotten everywhere yet. */
  leaving: string[];
}

export const NOBODY: Register = { numbers: {}, present: [], leaving: [] };

export const registerFile = (dataDir: string) =>
  path.join(dataDir, 'accounts.json');

/**
 * What is given to one person only: the name for the first one of it, such as `ada`, and `ada/2` for the second. For who is
 * not there it is the id of who comes next, so that it can be known before anybody has noticed.
 */
export function idOf(register: Readonly<Register>, name: string): string {
  const last = lastOf(register, name);
  const number = register.present.includes(name) ? last : last + 1;
  return number === 1 ? name : `${name}/${number}`;
}

/** The register once these are there, and nobody else. */
export function follow(
  { numbers, present, leaving }: Readonly<Register>,
  names: string[],
): Register {
  const came = names.filter(name => !present.includes(name));
  const left = present.filter(name => !names.includes(name));
  const given = came.map(
    name => [name, lastOf({ numbers }, name) + 1] as const,
  );
  return {
    numbers: { ...numbers, ...Object.fromEntries(given) },
    present: names,
    leaving: [...new Set([...leaving, ...left])],
  };
}

export function forgotten(
  register: Readonly<Register>,
  name: string,
): Register {
  const leaving = register.leaving.filter(one => one !== name);
  return { ...register, leaving };
}

function lastOf({ numbers }: Pick<Register, 'numbers'>, name: string): number {
  return Object.hasOwn(numbers, name) ? numbers[name] : 0;
}
