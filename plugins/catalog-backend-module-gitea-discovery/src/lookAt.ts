import type { Repository } from '@towpath/git-hosts';
import { NO, yes, type Answer } from './Answer';
import type { Organisation } from './Organisation';
import type { OrganisationSettings } from './readOrganisations';

/** Of one repository: the address of its description, that it has none, or that nobody knows. */
export interface Finding {
  name: string;
  answer: Answer<string>;
}

const AT_ONCE = 5;

/**
 * Looks at every repository that is listed, and asks for those that are known and not listed: a list leaves
 * out what who asks may not see any more.
 */
export async function lookAt(
  organisation: Organisation,
  settings: OrganisationSettings,
  { listed, known }: { listed: Repository[]; known: string[] },
): Promise<Finding[]> {
  const names = new Set(listed.map(({ name }) => name.toLowerCase()));
  const missing = known.filter(name => !names.has(name.toLowerCase()));
  const questions = [
    ...listed.map(repository => async () => ({
      name: repository.name,
      answer: await describe(organisation, settings, repository),
    })),
    ...missing.map(name => async () => {
      const there = await organisation.hasRepository(name);
      const answer =
        there.ending === 'yes'
          ? await describe(organisation, settings, there.value)
          : there;
      return { name, answer };
    }),
  ];
  return askAll(questions);
}

async function describe(
  organisation: Organisation,
  { branch: everywhere, catalogPath }: OrganisationSettings,
  repository: Repository,
): Promise<Answer<string>> {
  // Nothing was pushed to it yet.
  if (!repository.defaultBranch) return NO;
  const branch = everywhere ?? repository.defaultBranch;
  const file = await organisation.hasFile(repository, branch, catalogPath);
  const ref = encodeURIComponent(branch);
  return file.ending === 'yes'
    ? yes(`${repository.url}/src/branch/${ref}/${catalogPath}`)
    : file;
}

async function askAll<T>(questions: (() => Promise<T>)[]): Promise<T[]> {
  const answers: T[] = [];
  const waiting = [...questions];
  const work = async () => {
    for (let ask = waiting.shift(); ask; ask = waiting.shift()) {
      answers.push(await ask());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers;
}
