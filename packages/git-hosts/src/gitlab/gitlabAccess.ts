import { ProjectMembers, Projects } from '@gitbeaker/rest';
import type { Collaborator, Permission } from '../access/Access';
import type { AccessCalls } from '../access/DefaultAccess';
import { members } from '../access/presentMember';
import { failureOf, notUnderstood } from '../http/failures';
import { ifThere } from '../http/ifThere';
import type { HostedRepository } from '../location/HostedRepository';
import { PAGE_SIZE, projectOf, type GitlabLine } from './gitlabLine';
import { gitlabUser } from './gitlabUsers';

/** Reporter, developer, maintainer. */
const LEVELS = { read: 20, write: 30, admin: 40 } as const;

export const gitlabAccess = (line: GitlabLine): AccessCalls => ({
  list(repository, signal) {
    const people = members(repository);
    const project = projectOf(repository);
    return line.list(repository, signal, {
      what: people.what,
      page: (options, page) =>
        new ProjectMembers(options).all(project, { page, perPage: PAGE_SIZE }),
      present: item => ({
        ...people.present(item),
        permission: permissionIn(repository, item),
      }),
      keyOf: people.keyOf,
    });
  },

  /** Groups that the project is in, or was shared with, count too. */
  async permissionOf(repository, login, signal) {
    const project = projectOf(repository);
    // First, as one who is no member and a project that is not there are told by the same number.
    const shown: unknown = await line.ask(repository, signal, options =>
      new Projects(options).show(project),
    );
    const userId = await gitlabUser(line, repository, login, signal);
    const member = await ifThere(
      line.ask(repository, signal, options =>
        new ProjectMembers(options).show(project, userId, {
          includeInherited: true,
        }),
      ),
    );
    const held = member && permissionIn(repository, member);
    // Everybody reads what is public, or internal, whatever else they may not.
    return isOpen(repository, shown) && (!held || held === 'guest')
      ? 'read'
      : held;
  },

  async set(repository, login, permission, signal) {
    const project = projectOf(repository);
    const userId = await gitlabUser(line, repository, login, signal);
    const level = LEVELS[permission];
    try {
      await line.ask(repository, signal, options =>
        new ProjectMembers(options).add(project, level, { userId }),
      );
    } catch (error) {
      // One who is a member already is changed by another call.
      if (failureOf(error)?.status !== 409) throw error;
      await line.ask(repository, signal, options =>
        new ProjectMembers(options).edit(project, userId, level),
      );
    }
  },

  async remove(repository, { login }, signal) {
    const userId = await gitlabUser(line, repository, login, signal);
    await line.ask(repository, signal, options =>
      new ProjectMembers(options).remove(projectOf(repository), userId),
    );
  },
});

function isOpen(repository: HostedRepository, project: unknown): boolean {
  const { visibility } = (project ?? {}) as { visibility?: unknown };
  if (typeof visibility !== 'string') {
    throw notUnderstood(repository, 'a project');
  }
  return visibility !== 'private';
}

function permissionIn(
  repository: HostedRepository,
  answer: unknown,
): Collaborator['permission'] {
  const { access_level: level } = (answer ?? {}) as { access_level?: unknown };
  if (typeof level !== 'number') {
    throw notUnderstood(repository, 'a collaborator');
  }
  const held = (['admin', 'write', 'read'] as Permission[]).find(
    one => level >= LEVELS[one],
  );
  return held ?? 'guest';
}
