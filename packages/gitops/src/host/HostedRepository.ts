/** A repository on a Git host, and how one signs in there. */
export interface HostedRepository {
  type: 'gitea' | 'github';
  /** As under `integrations`, with its port. */
  host: string;
  owner: string;
  name: string;
  /** Of the Git host, without a slash at the end. */
  baseUrl: string;
  /** Of its REST API, without a slash at the end. */
  apiUrl: string;
  /** What people open. */
  pageUrl: string;
  cloneUrl: string;
  /** Asked for each time, since tokens of a GitHub App expire. */
  authorize(): Promise<Credentials>;
}

export interface Credentials {
  /** Whole value of an Authorization header for git. */
  git: string;
  /** The same for the REST API. */
  api: string;
  /** What must not appear in an error. */
  secrets: string[];
}
