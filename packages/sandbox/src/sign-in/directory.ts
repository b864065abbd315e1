import { loadPeople } from './people.ts';
import type { Log, SamplePerson } from './types.ts';

/** Who there is, as the organisation's files say at the moment of asking. */
export interface Directory {
  /** @throws Error of `loadPeople` when a file is broken */
  read(): SamplePerson[];
  /** As `read`, but while a file is broken it answers as before: nobody is signed out by a typing error. */
  known(): SamplePerson[];
}

/** @throws Error of `loadPeople` when a file is broken from the start */
export function openDirectory(orgDir: string, log: Log): Directory {
  let last = loadPeople(orgDir);
  const read = () => {
    last = loadPeople(orgDir);
    return last;
  };
  const known = () => {
    try {
      return read();
    } catch (error) {
      log(`Sign-in keeps to the people it knew: ${(error as Error).message}`);
      return last;
    }
  };
  return { read, known };
}
