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
  /** Asked for each time, since tokens of a GitHub App expire. */
  authorize(): Promise<Credentials>;
}

/** A repository on a Git host, whether it exists or not. */
export interface HostedRepository extends HostPlace {
  /** Organisation; on GitLab the groups down to it, with slashes between. */
  owner: string;
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
