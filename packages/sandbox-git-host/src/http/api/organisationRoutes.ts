import { type Account, handle } from '@towpath/sandbox-kit';
import { Router } from 'express';
import { invalid, notFound } from '../../errors.ts';
import { checkedBranchName } from '../../git/names.ts';
import { changeFiles } from '../../service/changeFiles.ts';
import type { Host } from '../../host.ts';
import {
  accountOf,
  bodyFlag,
  bodyText,
  queryText,
  requireAccount,
  sendPage,
} from '../request.ts';
import { presentRepository } from './presentRepository.ts';
import { presentOrganisation, presentUser } from './presentUser.ts';

/** `/version`, `/user`, `/users`, `/orgs`, `/repos/search`. */
export function organisationRoutes(host: Host): Router {
  const router = Router();
  router.get('/version', (_request, response) => {
    response.json({ version: '1.25.0+towpath-sandbox' });
  });
  router.get('/user', (_request, response) => {
    response.json(presentUser(host, requireAccount(response).name));
  });
  router.get('/users/:name', (request, response) => {
    const account = host.accounts.find(request.params.name);
    if (!account)
      throw notFound(`there is no account "${request.params.name}"`);
    response.json(presentUser(host, account.name));
  });
  router.param('organisation', (_request, _response, next, name) => {
    next(
      name === host.organisation
        ? undefined
        : notFound(`there is no organisation "${name}"`),
    );
  });
  router.get('/orgs/:organisation', (_request, response) => {
    response.json(presentOrganisation(host));
  });
  router.get(
    '/orgs/:organisation/repos',
    handle((request, response) => {
      const viewer = accountOf(response);
      return sendPage(request, response, host.rights.list(viewer), repository =>
        presentRepository(host, repository, viewer),
      );
    }),
  );
  router.get(
    '/repos/search',
    handle(async (request, response) => {
      const word = (queryText(request, 'q') ?? '').toLowerCase();
      const found = host.rights
        .list(accountOf(response))
        .filter(({ name }) => name.toLowerCase().includes(word));
      const data = found.map(item =>
        presentRepository(host, item, accountOf(response)),
      );
      response.json({ ok: true, data });
    }),
  );
  router.post(
    '/orgs/:organisation/repos',
    handle(async (request, response) => {
      const account = requireAccount(response);
      const name = bodyText(request, 'name');
      if (!name)
        throw invalid('name is missing: send the name of the new repository');
      const created = await host.repositories.create({
        name,
        description: bodyText(request, 'description'),
        defaultBranch: await checkedBranchName(
          host.git,
          bodyText(request, 'default_branch') ?? 'main',
        ),
        createdAt: host.clock().toISOString(),
        isPrivate: bodyFlag(request, 'private'),
        // As in Gitea: who made it may do everything with it.
        collaborators: host.rights.isOwner(account)
          ? {}
          : { [account.name]: 'admin' },
      });
      if (bodyFlag(request, 'auto_init')) await addReadme(host, account, name);
      host.log.info(`${account.name} created the repository ${name}`);
      response.status(201).json(presentRepository(host, created, account));
    }),
  );
  return router;
}

async function addReadme(
  host: Host,
  account: Account,
  name: string,
): Promise<void> {
  const { description } = host.repositories.get(name);
  const content = Buffer.from(
    `# ${name}\n${description ? `\n${description}\n` : ''}`,
  );
  await changeFiles(host, name, account, {
    message: 'Initial commit',
    operations: [{ operation: 'create', path: 'README.md', content }],
  });
}
