import { randomUUID } from 'node:crypto';
import { readJson, writeJson } from '@towpath/sandbox-kit';
import { ARGO_NAMESPACE, type ObjectMeta, timeOf } from '../model.ts';

export interface SyncWindow {
  kind?: 'allow' | 'deny';
  /** Five cron fields. */
  schedule?: string;
  /** Such as `1h30m`. */
  duration?: string;
  applications?: string[];
  namespaces?: string[];
  clusters?: string[];
  manualSync?: boolean;
  timeZone?: string;
  description?: string;
  syncOverrun?: boolean;
  andOperator?: boolean;
}

export interface Project {
  metadata: ObjectMeta;
  spec: {
    description?: string;
    sourceRepos?: string[];
    destinations?: { server?: string; name?: string; namespace?: string }[];
    clusterResourceWhitelist?: { group: string; kind: string }[];
    syncWindows?: SyncWindow[];
  };
}

const defaultProject = (now: Date): Project => ({
  metadata: {
    name: 'default',
    namespace: ARGO_NAMESPACE,
    uid: randomUUID(),
    creationTimestamp: timeOf(now),
  },
  spec: {
    sourceRepos: ['*'],
    destinations: [{ namespace: '*', server: '*' }],
    clusterResourceWhitelist: [{ group: '*', kind: '*' }],
  },
});

/** The projects, in one JSON document that is replaced as a whole. */
export class ProjectStore {
  readonly #file: string;
  #projects: Project[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** Reads the projects; the first time there is only `default`, which allows everything. */
  async load(now: Date): Promise<void> {
    this.#projects = await readJson<Project[]>(this.#file, []);
    if (!this.get('default')) await this.save(defaultProject(now));
  }

  get(name: string): Project | undefined {
    return this.#projects.find(({ metadata }) => metadata.name === name);
  }

  list(): Project[] {
    return this.#projects;
  }

  async save(project: Project): Promise<void> {
    const others = this.#projects.filter(
      ({ metadata }) => metadata.name !== project.metadata.name,
    );
    const version = Number(project.metadata.resourceVersion ?? 0) + 1;
    project.metadata.resourceVersion = String(version);
    this.#projects = [...others, project];
    await writeJson(this.#file, this.#projects);
  }
}
