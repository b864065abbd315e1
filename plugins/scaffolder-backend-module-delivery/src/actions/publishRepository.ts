import { cp } from 'fs/promises';
import { ConflictError } from '@backstage/errors';
import {
  createTemplateAction,
  getRepoSourceDirectory,
} from '@backstage/plugin-scaffolder-node';
import type { HostedRepository, NewRepository } from '@towpath/git-hosts';
import {
  marksOf,
  readMarks,
  sameMarks,
  sameRun,
  trailersOf,
  type MarkedCommit,
  type Marks,
} from '../lib/marks';
import { openGit } from '../lib/openGit';
import type { TemplateHosts, TemplateRepositories } from '../lib/TemplateHosts';
import type { Git } from '../lib/runGit';

const taken = ({ pageUrl, name }: HostedRepository, why: string) =>
  new ConflictError(
    `${pageUrl} exists already and ${why}: choose another name than "${name}", or remove that repository first`,
  );

// eslint-disable-next-line no-control-regex
const ONE_LINE = /^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$/;

/** `delivery:publish-repository`: creates a repository, or completes what an earlier run began. */
export function createPublishRepositoryAction(hosts: TemplateHosts) {
  return createTemplateAction({
    id: 'delivery:publish-repository',
    description:
      'Creates a repository on a Gitea, GitHub or GitLab host and pushes the workspace to main. Safe to repeat: it completes what the same person began with the same template, and refuses any other repository of that name.',
    examples: [
      {
        description: 'Publish the folder "repository" of the workspace',
        example: `steps:
  - action: delivery:publish-repository
    id: publish
    input:
      repoUrl: git.example.com?owner=myorg&repo=payments
      description: Takes payments
      sourcePath: repository
`,
      },
    ],
    schema: {
      input: {
        repoUrl: z => z.string().describe('host?owner=…&repo=…'),
        description: z =>
          z.string().max(300).regex(ONE_LINE).describe('Shown on its page'),
        visibility: z =>
          z
            .enum(['private', 'internal', 'public'])
            .default('private')
            .describe(
              'Who may see it; internal is for GitHub enterprises and GitLab',
            ),
        sourcePath: z =>
          z.string().optional().describe('Folder of the workspace'),
        // What comes after an empty line could pass for the marks of another run.
        commitMessage: z =>
          z.string().max(300).regex(ONE_LINE).default('Begin'),
      },
      output: {
        repositoryUrl: z => z.string().describe('What people open'),
        remoteUrl: z => z.string().describe('What git clones'),
        commit: z => z.string().describe('The newest commit of main'),
      },
    },
    async handler(ctx) {
      const { repoUrl, description, visibility, ...content } = ctx.input;
      const remote = hosts.find(repoUrl);
      const found = await findOrCreate(hosts.repositoriesOf(remote), remote, {
        wanted: { description, visibility },
        signal: ctx.signal,
      });
      const { git, cwd } = await openGit(ctx, remote);
      const commit = await pushOnce(git, {
        remote,
        cwd,
        source: getRepoSourceDirectory(ctx.workspacePath, content.sourcePath),
        message: content.commitMessage,
        marks: marksOf(ctx),
        begunHere: found.description.trim() === description.trim(),
      });
      ctx.logger.info(`${remote.pageUrl} holds commit ${commit}`);
      ctx.output('repositoryUrl', remote.pageUrl);
      ctx.output('remoteUrl', remote.cloneUrl);
      ctx.output('commit', commit);
    },
  });
}

async function findOrCreate(
  repositories: TemplateRepositories,
  remote: HostedRepository,
  { wanted, signal }: { wanted: NewRepository; signal?: AbortSignal },
): Promise<{ description: string }> {
  const before = await repositories.find(remote, signal);
  if (before) return before;
  if (await repositories.create(remote, wanted, signal)) return wanted;
  const found = await repositories.find(remote, signal);
  if (!found) throw taken(remote, 'is not visible to the portal');
  return found;
}

interface Publication {
  remote: HostedRepository;
  cwd: string;
  source: string;
  message: string;
  marks: Marks;
  /** What a run that ended between creating and pushing leaves has its description and no commit. */
  begunHere: boolean;
}

/** @returns the newest commit of main */
async function pushOnce(git: Git, publication: Publication): Promise<string> {
  const { remote, cwd, source, marks, begunHere } = publication;
  await git('init', '--quiet', '--initial-branch=main');
  const hasCommits =
    (await git('ls-remote', '--heads', remote.cloneUrl)) !== '';
  if (!hasCommits && !begunHere)
    throw taken(remote, 'was not made by this template');
  if (hasCommits) {
    await git('fetch', '--quiet', remote.cloneUrl, 'main');
    const commits = await readMarks(git, 'FETCH_HEAD');
    // A retry leaves what was pushed since, by whomever, as it is.
    if (commits.some(commit => sameRun(commit.marks, marks)))
      return commits[0].sha;
    refuseForeign(commits, publication);
    // The index and the files stay as they are: what is copied next is the whole new content.
    await git('reset', '--quiet', '--soft', 'FETCH_HEAD');
  }
  await cp(source, cwd, { recursive: true });
  return commitAndPush(git, publication);
}

/** A new run continues on what is there, when all of it came from this template and person. */
function refuseForeign(
  commits: MarkedCommit[],
  { remote, marks }: Publication,
): void {
  const foreign = commits.find(commit => !sameMarks(commit.marks, marks));
  if (!foreign) return;
  const { template, requestedBy } = foreign.marks;
  const why =
    template === marks.template && requestedBy
      ? `was made by ${requestedBy}`
      : 'holds work that this template did not write';
  throw taken(remote, why);
}

async function commitAndPush(
  git: Git,
  { remote, message, marks }: Publication,
): Promise<string> {
  await git('add', '--all', '--force');
  const isFirst = (await git('for-each-ref')) === '';
  const changed = isFirst || (await git('status', '--porcelain')) !== '';
  if (changed) {
    const texts = ['--message', message, '--message', trailersOf(marks)];
    await git('commit', '--quiet', ...texts);
    await git('push', '--quiet', remote.cloneUrl, 'HEAD:refs/heads/main');
  }
  return git('rev-parse', 'HEAD');
}
