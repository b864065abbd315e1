import { OrganisationFiles } from './OrganisationFiles.ts';
import type { Log, Organisation } from './types.ts';

/**
 * People and groups of the organisation's files at the moment of asking. Files are read again once one has changed; while
 * one is broken the answer is as before, so that nobody is signed out by a typing error.
 *
 * @returns what answers with the same object for as long as no file changes
 * @throws Error of `loadOrganisation` when a file is broken from the start
 */
export function followOrganisation(
  orgDir: string,
  log: Log,
): () => Organisation {
  const files = new OrganisationFiles(orgDir);
  let told = '';
  let isNow = false;
  return () => {
    // A page asks for each of many people, all at the same moment.
    if (isNow) return files.organisation;
    isNow = true;
    setImmediate(() => {
      isNow = false;
    });
    const problem = files.follow();
    if (problem && problem !== told)
      log(`Sign-in keeps to the people it knew: ${problem}`);
    told = problem;
    return files.organisation;
  };
}
