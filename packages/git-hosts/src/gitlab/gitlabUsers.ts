import { InputError } from '@backstage/errors';
import { Users } from '@gitbeaker/rest';
import { isCalled } from '../access/names';
import { loginIn } from '../access/presentMember';
import { notUnderstood } from '../http/failures';
import type { HostPlace } from '../location/HostedRepository';
import type { GitlabLine } from './gitlabLine';

/** GitLab knows accounts by numbers. @throws InputError when there is none of this name */
export async function gitlabUser(
  { ask }: GitlabLine,
  place: HostPlace,
  login: string,
  signal?: AbortSignal,
): Promise<number> {
  const found: unknown = await ask(place, signal, options =>
    new Users(options).all({ username: login }),
  );
  if (!Array.isArray(found)) throw notUnderstood(place, 'a list of accounts');
  const user = found.find(one =>
    isCalled(login)({ login: loginIn(place, one) }),
  );
  if (!user) {
    throw new InputError(
      `${place.baseUrl} has no account "${login}" that the portal may see`,
    );
  }
  if (typeof user.id !== 'number') throw notUnderstood(place, 'an account');
  return user.id;
}
