import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { systemClock } from '@towpath/clock';
import { GitRepositories } from '../index';

/** A process that writes: started by the tests with what to do as JSON in its environment. */
interface Work {
  gitea: object;
  workDir: string;
  url: string;
  keys: string[];
}

async function write({ gitea, workDir, url, keys }: Work): Promise<void> {
  const repository = GitRepositories.create({
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({ integrations: { gitea: [gitea] } }),
    ),
    workDir,
    clock: systemClock,
    logger: console,
  }).open({ url, branch: 'main' });
  const commit = (key: string) =>
    repository.commit({
      key: ['Towpath-Promotion', key],
      edits: [
        {
          type: 'kustomize-image',
          file: 'kustomization.yaml',
          image: 'shop',
          newTag: key,
        },
      ],
      message: `Promote ${key}`,
      author: { name: 'Ada', email: 'ada@myorg.example' },
    });
  await Promise.all(keys.map(commit));
}

write(JSON.parse(process.env.TEST_WORK!)).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
