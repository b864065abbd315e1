import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { Git, Person } from './runGit';

/** The lines of a commit message by which a later run knows the work of an earlier one. */
export interface Marks {
  template: string;
  requestedBy: string;
}

const PORTAL: Person = { name: 'Towpath', email: 'towpath@localhost' };

type Context = Pick<ActionContext<any, any, any>, 'templateInfo' | 'user'>;

export const marksOf = ({ templateInfo, user }: Context): Marks => ({
  template: templateInfo?.entityRef ?? 'unknown',
  requestedBy: user?.ref ?? 'unknown',
});

/** The person who runs the template, as author of its commits. */
export function authorOf({ user }: Context): Person {
  const profile = user?.entity?.spec.profile;
  const email = profile?.email;
  const name = profile?.displayName ?? user?.entity?.metadata.name;
  return email && name ? { name, email } : PORTAL;
}

export const committer = PORTAL;

export const trailersOf = ({ template, requestedBy }: Marks) =>
  `Towpath-Template: ${template}\nTowpath-Requested-By: ${requestedBy}`;

export interface MarkedCommit {
  sha: string;
  marks: Marks;
}

const FORMAT = [
  '%H',
  '%(trailers:key=Towpath-Template,valueonly,separator=)',
  '%(trailers:key=Towpath-Requested-By,valueonly,separator=)',
].join('%x09');

/** Commits newest first, each with its marks; a mark it lacks is empty. */
export async function readMarks(
  git: Git,
  ...range: string[]
): Promise<MarkedCommit[]> {
  const lines = (await git('log', `--format=${FORMAT}`, ...range)).split('\n');
  return lines.filter(Boolean).map(line => {
    const [sha, template, requestedBy] = line.split('\t');
    return { sha, marks: { template, requestedBy } };
  });
}

export const sameMarks = (a: Marks, b: Marks) =>
  a.template === b.template && a.requestedBy === b.requestedBy;
