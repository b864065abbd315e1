import { cp, mkdir } from 'fs/promises';
import { existsSync } from 'fs';
import path from 'path';
import { ConflictError } from '@backstage/errors';
import {
  createTemplateAction,
  getRepoSourceDirectory,
} from '@backstage/plugin-scaffolder-node';
import type { HostedRepository } from '@towpath/git-hosts';
import {
  marksOf,
  readMarks,
  sameMarks,
  trailersOf,
  type Marks,
} from '../lib/marks';
import { openGit } from '../lib/openGit';
import type { TemplateHosts } from '../lib/TemplateHosts';
import { refuseUnfitName } from '../lib/refuseUnfitName';
import type { Git } from '../lib/runGit';

const TRIES = 5;

/** `delivery:add-overlays`: puts a service into the GitOps repository, once. */
export function createAddOverlaysAction(hosts: TemplateHosts) {
  return createTemplateAction({
    id: 'delivery:add-overlays',
    description:
      'Commits a folder of the workspace as apps/<service> to the GitOps repository. Safe to repeat: an earlier commit of the same person and template is found, and a folder of somebody else is refused.',
    examples: [
      {
        description: 'Add the folder "gitops" of the workspace',
        example: `steps:
  - action: delivery:add-overlays
    id: deliver
    input:
      repoUrl: git.example.com?owner=myorg&repo=gitops
      service: payments
      sourcePath: gitops
`,
      },
    ],
    schema: {
      input: {
        repoUrl: z => z.string().describe('host?owner=…&repo=…'),
        service: z => z.string().describe('Becomes apps/<service>'),
        sourcePath: z => z.string().describe('Folder of the workspace'),
      },
      output: {
        commit: z => z.string().describe('The commit that added it'),
        path: z => z.string().describe('apps/<service>'),
      },
    },
    async handler(ctx) {
      const { repoUrl, service, sourcePath } = ctx.input;
      refuseUnfitName(service);
      const remote = hosts.find(repoUrl);
      const { git, cwd } = await openGit(ctx, remote);
      await git('clone', '--quiet', '--branch=main', remote.cloneUrl, '.');
      const commit = await addOnce(git, {
        remote,
        cwd,
        service,
        marks: marksOf(ctx),
        source: getRepoSourceDirectory(ctx.workspacePath, sourcePath),
      });
      ctx.logger.info(`apps/${service} came with commit ${commit}`);
      ctx.output('commit', commit);
      ctx.output('path', `apps/${service}`);
    },
  });
}

interface Addition {
  remote: HostedRepository;
  cwd: string;
  service: string;
  marks: Marks;
  source: string;
}

async function addOnce(git: Git, addition: Addition): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const earlier = await findEarlier(git, addition);
    if (earlier) return earlier;
    await commitFolder(git, addition);
    try {
      await git('push', '--quiet', 'origin', 'HEAD:refs/heads/main');
      return await git('rev-parse', 'HEAD');
    } catch (error) {
      // Another commit may have come first: begin again on top of it.
      if (attempt === TRIES) throw error;
      await git('fetch', '--quiet', 'origin', 'main');
      await git('reset', '--quiet', '--hard', 'FETCH_HEAD');
      await git('clean', '--quiet', '--force', '-d');
    }
  }
}

async function findEarlier(
  git: Git,
  { cwd, service, marks, remote }: Addition,
): Promise<string | undefined> {
  const folder = `apps/${service}`;
  if (!existsSync(path.join(cwd, folder))) return undefined;
  const commits = await readMarks(git, '--', folder);
  const own = commits.find(commit => sameMarks(commit.marks, marks));
  if (own) return own.sha;
  throw new ConflictError(
    `${folder} in ${remote.pageUrl} exists already and was not added by this template for you: choose another name, or remove that folder first`,
  );
}

async function commitFolder(git: Git, addition: Addition): Promise<void> {
  const { cwd, service, source, marks } = addition;
  const folder = path.join(cwd, 'apps', service);
  await mkdir(path.dirname(folder), { recursive: true });
  await cp(source, folder, { recursive: true });
  await git('add', '--all', '--force', `apps/${service}`);
  await git(
    'commit',
    '--quiet',
    '--message',
    `Add ${service}`,
    '--message',
    `Towpath-Service: ${service}\n${trailersOf(marks)}`,
  );
}
