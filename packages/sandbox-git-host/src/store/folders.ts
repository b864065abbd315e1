import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Where the Git host keeps its state. */
export interface Folders {
  /** Holds one folder with the organisation's name. */
  projects: string;
  /** The bare repositories of the organisation. */
  repositories: string;
  /** Unfinished work; emptied at every start. */
  scratch: string;
  /** Pushes whose hooks have not been prepared yet. */
  pushes: string;
  /** Hook deliveries that wait. */
  outbox: string;
  /** One marker for each seed that was planted, so that a removed one stays removed. */
  seeded: string;
  /** Git's own configuration and hooks. */
  git: string;
  /** Signs browser sessions. */
  sessionKey: string;
  /** The id of the next repository. */
  repositoryIds: string;
  /** The teams of the organisation. */
  teams: string;
  /** Access tokens, without what would let one use them. */
  tokens: string;
}

/** Creates the folders below `root` and throws away what an earlier run left half done. */
export async function prepareFolders(
  root: string,
  organisation: string,
): Promise<Folders> {
  const projects = path.join(root, 'projects');
  const folders: Folders = {
    projects,
    repositories: path.join(projects, organisation),
    scratch: path.join(root, 'scratch'),
    pushes: path.join(root, 'pushes'),
    outbox: path.join(root, 'outbox'),
    seeded: path.join(root, 'seeded'),
    git: path.join(root, 'git'),
    sessionKey: path.join(root, 'session-key'),
    repositoryIds: path.join(root, 'repository-ids.json'),
    teams: path.join(root, 'teams.json'),
    tokens: path.join(root, 'tokens.json'),
  };
  await rm(folders.scratch, { recursive: true, force: true });
  const {
    sessionKey: _,
    repositoryIds: _ids,
    teams: _teams,
    tokens: _tokens,
    ...directories
  } = folders;
  for (const folder of Object.values(directories)) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
  return folders;
}
