import type { Author } from '@towpath/sandbox-kit';
import type { Organization, User } from 'gitea-js';
import type { Host } from '../../host.ts';

/** A stable number for a name, since accounts come from configuration and have none. */
function idOf(name: string): number {
  let id = 7;
  for (const letter of name)
    id = (id * 31 + letter.codePointAt(0)!) % 2_147_483_647;
  return id;
}

/** An account as Gitea shows it; names without an account keep just the name. */
export function presentUser(host: Host, name: string): User {
  const account = host.accounts.find(name);
  return {
    id: idOf(name),
    login: account?.name ?? name,
    login_name: '',
    full_name: account?.displayName ?? name,
    email: account?.email ?? '',
    avatar_url: '',
    html_url: host.urls.person(name),
    active: true,
    is_admin: false,
    visibility: 'public',
  };
}

/** The account behind the e-mail address of a commit, or undefined. */
export function presentPerson(host: Host, person: Author): User | undefined {
  const account = host.accounts.findByEmail(person.email);
  return account && presentUser(host, account.name);
}

export function presentOrganisation(host: Host): Organization {
  return {
    id: idOf(host.organisation),
    name: host.organisation,
    username: host.organisation,
    full_name: host.organisation,
    email: '',
    avatar_url: '',
    description: 'The organisation of the Towpath sandbox',
    website: host.portalUrl,
    location: '',
    visibility: 'public',
    repo_admin_change_team_access: false,
  };
}
