export type HostType = 'gitea' | 'github' | 'gitlab';

/** A part of a Git host that has its own page, and how one signs in for it. */
export interface HostPlace {
  type: HostType;
  /** As under `integrations`, with its port. */
  host: string;
  /** Of the Git host, without a slash at the end. */
  baseUrl: string;
  /** Of its REST API, without a slash at the end. */
  apiUrl: string;
  /** What people open. */
  pageUrl: string;
  /** Nobody's credentials are configured: questions are asked without any. */
  isUnnamed: boolean;
  /** Asked for each time, since tokens of a GitHub App expire. */
  authorize(): Promise<Credentials>;
}

/** Whose repositories are, whether it exists or not. */
export interface HostedOwner extends HostPlace {
  /** Organisation; on GitLab a group, with the groups down to it and slashes between. */
  owner: string;
}

/** A repository on a Git host, whether it exists or not. */
export interface HostedRepository extends HostedOwner {
  name: string;
  cloneUrl: string;
}

export interface Credentials {
  /** Whole value of an Authorization header for git. */
  git: string;
  /** The same for the REST API. */
  api: string;
  /** What must not appear in an error. */
  secrets: string[];
}
