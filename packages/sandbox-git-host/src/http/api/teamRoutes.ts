import { type Account, handle } from '@towpath/sandbox-kit';
import { type Request, type Response, Router } from 'express';
import type { Team } from 'gitea-js';
import { invalid, notFound } from '../../errors.ts';
import type { Host } from '../../host.ts';
import { isIn, isOf } from '../../model/permissions.ts';
import type { Repository } from '../../store/RepositoryStore.ts';
import type { NewTeam, TeamRecord } from '../../types.ts';
import {
  accountIn,
  accountOf,
  bodyFlag,
  bodyText,
  readPermission,
  requireAccount,
  sendPage,
} from '../request.ts';
import { presentRepository } from './presentRepository.ts';
import { presentOrganisation, presentUser } from './presentUser.ts';

/** Teams of the organisation: every member sees them, owners change them. */
export function teamRoutes(host: Host): Router {
  const router = Router();
  const one = '/teams/:id(\\d+)';
  router.get(
    '/orgs/:organisation/teams',
    handle(async (request, response) => {
      requireOrganisation(host, request, response);
      await sendPage(request, response, host.teams.list(), presentTeam(host));
    }),
  );
  router.post(
    '/orgs/:organisation/teams',
    handle(async (request, response) => {
      requireOrganisation(host, request, response);
      const by = owner(host, response);
      const team = await host.teams.create(readNew(request));
      host.log.info(`${by.name} created the team ${team.name}`);
      response.status(201).json(presentTeam(host)(team));
    }),
  );
  router.get(one, (request, response) => {
    requireAccount(response);
    response.json(presentTeam(host)(teamOf(host, request)));
  });
  router.patch(
    one,
    handle(async (request, response) => {
      owner(host, response);
      const { id } = teamOf(host, request);
      const team = await host.teams.update(id, readChange(request));
      response.json(presentTeam(host)(team));
    }),
  );
  router.delete(
    one,
    handle(async (request, response) => {
      const by = owner(host, response);
      const { id, name } = teamOf(host, request);
      await host.teams.remove(id);
      host.log.info(`${by.name} removed the team ${name}`);
      response.status(204).end();
    }),
  );
  memberRoutes(host, router, `${one}/members`);
  repositoryRoutes(host, router, `${one}/repos`);
  return router;
}

function memberRoutes(host: Host, router: Router, path: string): void {
  router.get(
    path,
    handle(async (request, response) => {
      requireAccount(response);
      const { members } = teamOf(host, request);
      await sendPage(request, response, members, name =>
        presentUser(host, name),
      );
    }),
  );
  router.get(`${path}/:name`, (request: Request, response) => {
    requireAccount(response);
    const { name } = accountIn(host, request);
    const team = teamOf(host, request);
    if (!isIn(name, team)) throw notFound(`${name} is not in ${team.name}`);
    response.json(presentUser(host, name));
  });
  router.put(
    `${path}/:name`,
    handle(async (request, response) => {
      owner(host, response);
      const { id } = teamOf(host, request);
      await host.teams.addMember(id, accountIn(host, request).name);
      response.status(204).end();
    }),
  );
  router.delete(
    `${path}/:name`,
    handle(async (request, response) => {
      owner(host, response);
      const { id, name: team, members } = teamOf(host, request);
      // Also one whose account is gone.
      const wanted = request.params.name.toLowerCase();
      const name = members.find(known => known.toLowerCase() === wanted);
      if (!name) throw notFound(`"${request.params.name}" is not in ${team}`);
      await host.teams.removeMember(id, name);
      response.status(204).end();
    }),
  );
}

function repositoryRoutes(host: Host, router: Router, path: string): void {
  router.get(
    path,
    handle(async (request, response) => {
      const viewer = requireAccount(response);
      const team = teamOf(host, request);
      const found = host.rights
        .list(viewer)
        .filter(({ name }) => isOf(team, name));
      await sendPage(request, response, found, repository =>
        presentRepository(host, repository, viewer),
      );
    }),
  );
  router.get(`${path}/:organisation/:repo`, (request: Request, response) => {
    requireAccount(response);
    const repository = repositoryIn(host, request, response);
    const team = teamOf(host, request);
    if (!isOf(team, repository.name))
      throw notFound(`${team.name} does not have ${repository.name}`);
    response.json(presentRepository(host, repository, accountOf(response)));
  });
  router.put(
    `${path}/:organisation/:repo`,
    handle(async (request, response) => {
      const { id, name } = await changeable(host, request, response);
      // While it cannot be removed: a later one of its name would be the team's.
      await host.repositories.change(name, () =>
        host.teams.addRepository(id, name),
      );
      response.status(204).end();
    }),
  );
  router.delete(
    `${path}/:organisation/:repo`,
    handle(async (request, response) => {
      const { id, name } = await changeable(host, request, response);
      await host.teams.removeRepository(id, name);
      response.status(204).end();
    }),
  );
}

/** A team and a repository that only an owner puts together. */
async function changeable(host: Host, request: Request, response: Response) {
  owner(host, response);
  const { id } = teamOf(host, request);
  return { id, name: repositoryIn(host, request, response).name };
}

function owner(host: Host, response: Response): Account {
  const account = requireAccount(response);
  host.rights.requireOwner(account);
  return account;
}

function requireOrganisation(
  host: Host,
  { params: { organisation } }: Request,
  response: Response,
): void {
  requireAccount(response);
  if (organisation === host.organisation) return;
  throw notFound(`there is no organisation "${organisation}"`);
}

function repositoryIn(
  host: Host,
  request: Request,
  response: Response,
): Repository {
  requireOrganisation(host, request, response);
  return host.rights.get(accountOf(response), request.params.repo);
}

// Express tells another kind of parameters for each path.
function teamOf(host: Host, { params }: { params: object }): TeamRecord {
  return host.teams.get(Number((params as { id?: string }).id));
}

function readNew(request: Request): NewTeam {
  const { name, permission } = readChange(request);
  if (!name) throw invalid('name is missing: send the name of the new team');
  return { ...readChange(request), name, permission: permission ?? 'read' };
}

function readChange(request: Request): Partial<NewTeam> {
  const change: Partial<NewTeam> = {
    name: bodyText(request, 'name'),
    description: bodyText(request, 'description'),
    permission: readPermission(request),
    includesAllRepositories: bodyFlag(request, 'includes_all_repositories'),
  };
  return Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
}

function presentTeam(host: Host): (team: TeamRecord) => Team {
  return team => ({
    id: team.id,
    name: team.name,
    description: team.description,
    organization: presentOrganisation(host),
    // A const enum of the client library that holds these very words.
    permission: team.permission as Team['permission'],
    includes_all_repositories: team.includesAllRepositories,
    can_create_org_repo: true,
  });
}
