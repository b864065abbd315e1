import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { locateRepository } from './locateRepository';

const credentials = { username: 'portal', password: 'secret' };
const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      gitea: [
        { host: 'git.example.com', ...credentials },
        {
          host: 'localhost:3000',
          baseUrl: 'http://localhost:3000',
          ...credentials,
        },
        {
          host: 'inside',
          baseUrl: 'https://outside.example:8443/git',
          ...credentials,
        },
        { host: 'two.example:1', ...credentials },
        { host: 'two.example:2', ...credentials },
      ],
      github: [{ host: 'github.com', token: 'x' }],
    },
  }),
);
const aliases = [
  {
    host: 'git.example.com',
    aliases: ['git.svc.cluster.local:3000', 'ssh.example.com'],
  },
];

const EXAMPLE = 'https://git.example.com/myorg/gitops.git';

// One host has many addresses; a repository by any of them is the same one.
it.each([
  ['https://git.example.com/myorg/gitops', EXAMPLE],
  ['https://git.example.com/myorg/gitops.git', EXAMPLE],
  ['https://git.example.com/myorg/gitops/', EXAMPLE],
  ['https://git.example.com:443/myorg/gitops', EXAMPLE],
  ['http://git.example.com/myorg/gitops', EXAMPLE],
  ['https://GIT.example.com/myorg/gitops', EXAMPLE],
  ['https://ada:pw@git.example.com/myorg/gitops', EXAMPLE],
  ['git@git.example.com:myorg/gitops.git', EXAMPLE],
  ['git@Git.Example.com:myorg/gitops.git', EXAMPLE],
  ['git.example.com:myorg/gitops.git', EXAMPLE],
  ['git@git.example.com:/myorg/gitops.git', EXAMPLE],
  ['git@git.example.com:2222/myorg/gitops', EXAMPLE],
  ['ssh://git@git.example.com/myorg/gitops', EXAMPLE],
  ['ssh://git@git.example.com:22/myorg/gitops', EXAMPLE],
  ['ssh://git@git.example.com:2222/myorg/gitops.git', EXAMPLE],
  ['git+ssh://git@git.example.com:2222/myorg/gitops.git', EXAMPLE],
  ['http://git.svc.cluster.local:3000/myorg/gitops.git', EXAMPLE],
  ['ssh://git@ssh.example.com:7999/myorg/gitops.git', EXAMPLE],
  ['git@localhost:myorg/gitops', 'http://localhost:3000/myorg/gitops.git'],
  [
    'ssh://git@localhost:2222/myorg/gitops',
    'http://localhost:3000/myorg/gitops.git',
  ],
  [
    'https://outside.example:8443/git/myorg/gitops',
    'https://outside.example:8443/git/myorg/gitops.git',
  ],
  [
    'ssh://git@ssh.github.com:443/myorg/gitops.git',
    'https://github.com/myorg/gitops.git',
  ],
])('finds the repository of %s', (url, cloneUrl) => {
  expect(locateRepository(url, integrations, aliases).cloneUrl).toBe(cloneUrl);
});

it.each([
  ['https://git.example.com:8080/myorg/gitops', /neither a Gitea nor/],
  ['http://localhost/myorg/gitops', /localhost is neither a Gitea nor/],
  ['git@two.example:myorg/gitops', /the host of 2 integrations/],
  ['https://git.example.com/myorg', /names no repository/],
])('takes %s for no other host', (url, words) => {
  expect(() => locateRepository(url, integrations, aliases)).toThrow(words);
});
