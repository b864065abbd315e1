import type { PolicySubjectsService } from '@towpath/backend-kit';

/** How many files of policies are not understood; undefined for none. */
export async function noteBroken(
  subjects: PolicySubjectsService,
): Promise<string | undefined> {
  const lists = await Promise.all(
    subjects.list().map(({ policies }) => policies.list()),
  );
  const broken = new Set(
    lists
      .flat()
      .filter(({ problems }) => problems.length > 0)
      .map(({ file }) => file),
  );
  if (broken.size === 0) return undefined;
  return `Files of policies that are not understood: ${broken.size}. What they said before holds, as the page Policies tells`;
}
