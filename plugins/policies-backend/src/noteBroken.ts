import {
  noteBrokenFiles,
  type PolicySubjectsService,
} from '@towpath/backend-kit';

/** For whoever watches the portal: how many files of policies are not understood; undefined for none. */
export async function noteBroken(
  subjects: PolicySubjectsService,
): Promise<string | undefined> {
  const lists = await Promise.all(
    subjects.list().map(({ policies }) => policies.list()),
  );
  const broken = lists.flat().filter(({ problems }) => problems.length > 0);
  return noteBrokenFiles('policies', broken, 'Policies');
}
