import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { parse } from 'yaml';
import { openGit } from '../lib/openGit';
import type { TemplateHosts } from '../lib/TemplateHosts';
import { pollUntil } from '@towpath/template-kit';
import type { Git } from '../lib/runGit';

const EVERY = 2_000;

/** `delivery:await-version`: waits until an environment asks for a version of a service. */
export function createAwaitVersionAction(hosts: TemplateHosts) {
  return createTemplateAction({
    id: 'delivery:await-version',
    description:
      'Waits until the overlay of a service in the GitOps repository names a version. It changes nothing.',
    examples: [
      {
        description: 'Wait for the first version in dev',
        example: `steps:
  - action: delivery:await-version
    id: version
    input:
      repoUrl: git.example.com?owner=myorg&repo=gitops
      service: payments
      environment: dev
      notVersion: '0.0.0'
`,
      },
    ],
    schema: {
      input: {
        repoUrl: z => z.string().describe('host?owner=…&repo=…'),
        service: z => z.string(),
        environment: z => z.string(),
        notVersion: z =>
          z.string().describe('What the overlay says before the first version'),
        hint: z => z.string().optional().describe('Where to look meanwhile'),
        timeoutMinutes: z => z.number().positive().default(15),
      },
      output: { version: z => z.string() },
    },
    async handler(ctx) {
      const { repoUrl, service, environment, notVersion, hint } = ctx.input;
      const cwd = await ctx.createTemporaryDirectory();
      const file = `apps/${service}/overlays/${environment}/kustomization.yaml`;
      if (hint) ctx.logger.info(hint);
      const version = await pollUntil(
        async () => {
          const remote = hosts.find(repoUrl);
          const { git } = await openGit(ctx, remote, cwd);
          const text = await readNewest(git, remote.cloneUrl, file);
          const tag = findTag(text, service);
          return tag === notVersion ? undefined : tag;
        },
        {
          every: EVERY,
          timeout: ctx.input.timeoutMinutes * 60_000,
          signal: ctx.signal,
          onTimeout: () =>
            new Error(
              `${file} still names no version after ${
                ctx.input.timeoutMinutes
              } minutes: see whether the tests of ${service} passed. ${
                hint ?? ''
              }`,
            ),
        },
      );
      ctx.logger.info(`${environment} asks for ${service} ${version}`);
      ctx.output('version', version);
    },
  });
}

async function readNewest(git: Git, url: string, file: string) {
  await git('init', '--quiet', '--bare');
  await git('fetch', '--quiet', '--depth=1', url, 'main');
  return git('show', `FETCH_HEAD:${file}`);
}

function findTag(kustomization: string, service: string): string | undefined {
  const { images = [] } = parse(kustomization) ?? {};
  const image = images.find(
    ({ name }: { name: string }) => name.split('/').pop() === service,
  );
  return image?.newTag === undefined ? undefined : String(image.newTag);
}
