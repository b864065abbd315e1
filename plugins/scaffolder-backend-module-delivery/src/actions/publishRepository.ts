import { cp } from 'fs/promises';
import { ConflictError, InputError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import {
  createTemplateAction,
  getRepoSourceDirectory,
} from '@backstage/plugin-scaffolder-node';
import { GiteaApi, type RemoteRepository } from '../lib/GiteaApi';
import { findRemote, type GitRemote } from '../lib/GitRemote';
import {
  authorOf,
  committer,
  marksOf,
  readMarks,
  sameMarks,
  trailersOf,
  type Marks,
} from '../lib/marks';
import { createGit, type Git } from '../lib/runGit';

const taken = ({ pageUrl, repo }: GitRemote, why: string) =>
  new ConflictError(
    `${pageUrl} exists already and ${why}: choose another name than "${repo}", or remove that repository first`,
  );

/** `delivery:publish-repository`: creates a repository, or completes what an earlier run began. */
export function createPublishRepositoryAction(integrations: ScmIntegrations) {
  return createTemplateAction({
    id: 'delivery:publish-repository',
    description:
      'Creates a repository on a Gitea host and pushes the workspace to main. Safe to repeat: it completes what the same person began with the same template, and refuses any other repository of that name.',
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
        description: z => z.string().describe('Shown on its page'),
        sourcePath: z =>
          z.string().optional().describe('Folder of the workspace'),
        commitMessage: z => z.string().default('Begin'),
      },
      output: {
        repositoryUrl: z => z.string().describe('What people open'),
        remoteUrl: z => z.string().describe('What git clones'),
        commit: z => z.string().describe('The newest commit of main'),
      },
    },
    async handler(ctx) {
      const { repoUrl, description, sourcePath, commitMessage } = ctx.input;
      const remote = await findRemote(repoUrl, integrations);
      if (remote.type !== 'gitea') {
        throw new InputError(
          `${remote.baseUrl} is no Gitea host: use publish:github there`,
        );
      }
      const cwd = await ctx.createTemporaryDirectory();
      const git = createGit({
        cwd,
        authorization: remote.authorization,
        author: authorOf(ctx),
        committer,
        signal: ctx.signal,
      });
      const marks = marksOf(ctx);
      const found = await findOrCreate(
        new GiteaApi(remote, ctx.signal),
        remote,
        description,
      );
      await git('init', '--quiet', '--initial-branch=main');
      if (!found.empty) await fetchOwn(git, remote, marks);
      await cp(getRepoSourceDirectory(ctx.workspacePath, sourcePath), cwd, {
        recursive: true,
      });
      const commit = await commitAndPush(git, remote, [
        commitMessage,
        trailersOf(marks),
      ]);
      ctx.logger.info(`${remote.pageUrl} holds commit ${commit}`);
      ctx.output('repositoryUrl', remote.pageUrl);
      ctx.output('remoteUrl', remote.cloneUrl);
      ctx.output('commit', commit);
    },
  });
}

async function findOrCreate(
  api: GiteaApi,
  remote: GitRemote,
  description: string,
): Promise<RemoteRepository> {
  const before = await api.find();
  if (!before && (await api.create(description)))
    return { description, empty: true };
  const found = before ?? (await api.find());
  // A run that ended between creating and pushing leaves exactly this.
  if (!found || (found.empty && found.description !== description)) {
    throw taken(remote, 'was not made by this template');
  }
  return found;
}

/** Continues on top of what is there, when all of it came from this template and person. */
async function fetchOwn(git: Git, remote: GitRemote, marks: Marks) {
  await git('fetch', '--quiet', remote.cloneUrl, 'main');
  const commits = await readMarks(git, 'FETCH_HEAD');
  const [foreign] = commits.filter(commit => !sameMarks(commit.marks, marks));
  if (foreign) {
    const { template, requestedBy } = foreign.marks;
    const why =
      template === marks.template && requestedBy
        ? `was made by ${requestedBy}`
        : 'holds work that this template did not write';
    throw taken(remote, why);
  }
  // The index and the files stay as they are: what is copied next is the whole new content.
  await git('reset', '--quiet', '--soft', 'FETCH_HEAD');
}

async function commitAndPush(
  git: Git,
  remote: GitRemote,
  messages: string[],
): Promise<string> {
  await git('add', '--all', '--force');
  const isFirst = (await git('for-each-ref')) === '';
  const changed = isFirst || (await git('status', '--porcelain')) !== '';
  if (changed) {
    const parts = messages.flatMap(text => ['--message', text]);
    await git('commit', '--quiet', ...parts);
    await git('push', '--quiet', remote.cloneUrl, 'HEAD:refs/heads/main');
  }
  return git('rev-parse', 'HEAD');
}
