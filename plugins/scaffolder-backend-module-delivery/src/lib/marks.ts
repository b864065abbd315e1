import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { Git, Author } from './runGit';

/** The lines of a commit message by which a later run knows the work of an earlier one. */
export interface Marks {
  template: string;
  requestedBy: string;
  /** The run, which keeps its id when it is retried. */
  task: string;
}

const PORTAL: Author = { name: 'Towpath', email: 'towpath@localhost' };

type Context = Pick<ActionContext<any, any, any>, 'templateInfo' | 'user'>;

export const marksOf = (
  context: Context & Pick<ActionContext<any, any, any>, 'task'>,
): Marks => ({
  template: context.templateInfo?.entityRef ?? 'unknown',
  requestedBy: context.user?.ref ?? 'unknown',
  task: context.task.id,
});

/** The person who runs the template, as author of its commits. */
export function authorOf({ user }: Context): Author {
  const profile = user?.entity?.spec.profile;
  const email = profile?.email;
  const name = profile?.displayName ?? user?.entity?.metadata.name;
  return email && name ? { name, email } : PORTAL;
}

export const committer = PORTAL;

export const trailersOf = ({ template, requestedBy, task }: Marks) =>
  `Towpath-Template: ${template}\nTowpath-Requested-By: ${requestedBy}\nTowpath-Task: ${task}`;

export interface MarkedCommit {
  sha: string;
  marks: Marks;
}

const FORMAT = [
  '%H',
  ...['Template', 'Requested-By', 'Task'].map(
    name => `%(trailers:key=Towpath-${name},valueonly,separator=)`,
  ),
].join('%x09');

/** Commits newest first, each with its marks; a mark it lacks is empty. */
export async function readMarks(
  git: Git,
  ...range: string[]
): Promise<MarkedCommit[]> {
  const lines = (await git('log', `--format=${FORMAT}`, ...range)).split('\n');
  return lines.filter(Boolean).map(line => {
    const [sha, template, requestedBy, task] = line.split('\t');
    return { sha, marks: { template, requestedBy, task } };
  });
}

/** Whether the same person did both with the same template, in whichever run. */
export const sameMarks = (a: Marks, b: Marks) =>
  a.template === b.template && a.requestedBy === b.requestedBy;

/** Whether it is the same run, retried perhaps. */
export const sameRun = (a: Marks, b: Marks) =>
  sameMarks(a, b) && a.task === b.task;
