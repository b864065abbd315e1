import { ScriptedHost, type Answer, type Seen } from './ScriptedHost';

const GITLAB_TOKEN = 'glpat-of-the-portal';

interface MergeRequest {
  iid: number;
  state: 'opened' | 'closed' | 'locked' | 'merged';
  source_branch: string;
  target_branch: string;
  source_project_id: number;
  target_project_id: number;
  sha: string;
  merge_commit_sha: string | null;
  squash_commit_sha: string | null;
  web_url: string;
}

interface Project {
  id: number;
  path: string;
  path_with_namespace: string;
  description: string | null;
  web_url: string;
  default_branch: string | null;
  visibility: string;
  files: Record<string, string>;
  pulls: MergeRequest[];
}

const no = (what: string): Answer => ({
  status: 404,
  body: { message: `404 ${what} Not Found` },
});

/** Projects, files and merge requests as GitLab's REST documentation describes them, of one group. */
export class GitlabDouble {
  readonly projects = new Map<string, Project>();
  /** Old names of projects that got another. */
  readonly renamed = new Map<string, string>();
  readonly #host: ScriptedHost;
  readonly #group: string;

  private constructor(host: ScriptedHost, group: string) {
    this.#host = host;
    this.#group = group;
    host.answer = seen => this.#answer(seen);
  }

  static async start(group: string): Promise<GitlabDouble> {
    return new GitlabDouble(await ScriptedHost.start(), group);
  }

  get url(): string {
    return this.#host.url;
  }

  stop(): Promise<void> {
    return this.#host.stop();
  }

  /** One entry for `integrations.gitlab`. */
  config() {
    return {
      host: this.#host.host,
      apiBaseUrl: `${this.url}/api/v4`,
      baseUrl: this.url,
      token: GITLAB_TOKEN,
    };
  }

  add(name: string, files: Record<string, string> = {}): Project {
    const path = `${this.#group}/${name}`;
    const project: Project = {
      id: this.projects.size + 1,
      path: name,
      path_with_namespace: path,
      description: null,
      web_url: `${this.url}/${path}`,
      default_branch: Object.keys(files).length > 0 ? 'main' : null,
      visibility: 'private',
      files,
      pulls: [],
    };
    this.projects.set(path, project);
    return project;
  }

  #answer({ method, url, authorization, body }: Seen): Answer {
    if (authorization !== `Bearer ${GITLAB_TOKEN}`) {
      return { status: 401, body: { message: '401 Unauthorized' } };
    }
    const { pathname, searchParams } = new URL(url, this.url);
    const [resource, id, ...rest] = pathname
      .replace('/api/v4/', '')
      .split('/')
      .map(decodeURIComponent);
    if (resource === 'namespaces') {
      return id === this.#group
        ? { status: 200, body: { id: 9, full_path: id, kind: 'group' } }
        : no('Namespace');
    }
    if (!id) return this.#create(body!);
    const location = this.renamed.get(id);
    if (location) {
      const target = `${this.url}/api/v4/projects/${encodeURIComponent(
        location,
      )}`;
      return { status: 301, headers: { location: target } };
    }
    const project = this.projects.get(id);
    if (!project) return no('Project');
    if (rest.length === 0) return { status: 200, body: project };
    return rest[0] === 'repository'
      ? file(project, rest[2], searchParams.get('ref'))
      : this.#pulls(project, { method, iid: rest[1], searchParams, body });
  }

  #create(body: Record<string, unknown>): Answer {
    const { path, namespace_id, description, visibility } = body;
    const full = `${this.#group}/${path}`;
    if (namespace_id !== 9 || this.projects.has(full)) {
      const taken = ['has already been taken'];
      const message = {
        'project_namespace.name': taken,
        name: taken,
        path: taken,
      };
      return { status: 400, body: { message } };
    }
    const made = this.add(String(path));
    Object.assign(made, { description, visibility });
    return { status: 201, body: made };
  }

  #pulls(
    { id, pulls, web_url }: Project,
    asked: {
      method: string;
      iid?: string;
      searchParams: URLSearchParams;
      body?: Record<string, unknown>;
    },
  ): Answer {
    const { method, iid, searchParams, body } = asked;
    if (method === 'POST') {
      const same = pulls.find(
        one =>
          one.state === 'opened' && one.source_branch === body!.source_branch,
      );
      if (same) {
        const message = [
          `Another open merge request already exists for this source branch: !${same.iid}`,
        ];
        return { status: 409, body: { message } };
      }
      const number = pulls.length + 1;
      pulls.unshift({
        iid: number,
        state: 'opened',
        source_branch: String(body!.source_branch),
        target_branch: String(body!.target_branch),
        source_project_id: id,
        target_project_id: id,
        sha: `${number}`.repeat(40).slice(0, 40),
        merge_commit_sha: null,
        squash_commit_sha: null,
        web_url: `${web_url}/-/merge_requests/${number}`,
      });
      return { status: 201, body: pulls[0] };
    }
    if (!iid) {
      const [head, base] = ['source_branch', 'target_branch'].map(name =>
        searchParams.get(name),
      );
      const found = pulls.filter(
        one => one.source_branch === head && one.target_branch === base,
      );
      return { status: 200, body: found };
    }
    const pull = pulls.find(one => String(one.iid) === iid);
    if (pull && body?.state_event === 'close') pull.state = 'closed';
    return pull ? { status: 200, body: pull } : no('Merge Request');
  }
}

function file({ files }: Project, path: string, ref: string | null): Answer {
  const content = ['HEAD', 'main'].includes(ref ?? '') && files[path];
  if (typeof content !== 'string') return no('File');
  const bytes = Buffer.from(content);
  return {
    status: 200,
    body: {
      file_path: path,
      size: bytes.length,
      encoding: 'base64',
      content: bytes.toString('base64'),
      ref,
    },
  };
}
