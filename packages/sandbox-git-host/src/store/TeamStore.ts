import { JsonDocument } from '@towpath/sandbox-kit';
import { conflict, forbidden, invalid, notFound } from '../errors.ts';
import { isIn } from '../model/permissions.ts';
import type { NewTeam, TeamRecord } from '../types.ts';

/** The team that owns the organisation, as Gitea calls it. */
const OWNERS = 'Owners';

interface Stored {
  nextId: number;
  teams: TeamRecord[];
  /** Names of those that were made at a start, so that a removed one stays removed. */
  planted: string[];
  /** The owners whom the last start was told of: who is told no more is an owner no more. */
  told?: string[];
}

const EMPTY: Stored = { nextId: 1, teams: [], planted: [] };

/** The organisation's teams; there is always one of the owners. */
export class TeamStore {
  readonly #stored: JsonDocument<Stored>;

  constructor(file: string) {
    this.#stored = new JsonDocument(file, EMPTY);
  }

  /**
   * Reads what is on disk, and makes the teams that were never made here. The owners are those who are told and those
   * whom an owner made one; one of an earlier start who is told no more goes.
   */
  async load(owners: string[], fresh: NewTeam[]): Promise<void> {
    await this.#stored.load();
    const first = { name: OWNERS, permission: 'owner' as const };
    await this.#stored.change(draft => {
      for (const team of [first, ...fresh]) plant(draft, team);
      tellOwners(draft, owners);
    });
  }

  /** All by name, the owners first. */
  list(): TeamRecord[] {
    const isFirst = ({ permission }: TeamRecord) =>
      Number(permission === 'owner');
    return [...this.#stored.value.teams].sort(
      (a, b) => isFirst(b) - isFirst(a) || a.name.localeCompare(b.name),
    );
  }

  /** Those that the account belongs to, in no order. */
  of(name: string): TeamRecord[] {
    return this.#stored.value.teams.filter(team => isIn(name, team));
  }

  /** @throws RequestError 404 */
  get(id: number): TeamRecord {
    return teamIn(this.#stored.value, id);
  }

  /** @throws RequestError 409 for a taken name, 422 for a bad one */
  create(input: NewTeam): Promise<TeamRecord> {
    return this.#stored.change(draft => add(draft, input));
  }

  /** @throws RequestError 403 for what the owners cannot do without, 404, 409 for a taken name, 422 */
  update(id: number, change: Partial<NewTeam>): Promise<TeamRecord> {
    return this.#change(id, () => change);
  }

  /** Puts an account into the team. @throws RequestError 404 */
  addMember(id: number, name: string): Promise<TeamRecord> {
    return this.#change(id, ({ members }) => ({
      members: [...new Set([...members, name])],
    }));
  }

  /** @throws RequestError 403 for the last owner */
  removeMember(id: number, name: string): Promise<TeamRecord> {
    return this.#change(id, ({ members }) => ({
      members: members.filter(one => one !== name),
    }));
  }

  addRepository(id: number, name: string): Promise<TeamRecord> {
    return this.#change(id, ({ repositories }) => ({
      repositories: [...new Set([...repositories, name])],
    }));
  }

  removeRepository(id: number, name: string): Promise<TeamRecord> {
    return this.#change(id, ({ repositories }) => ({
      repositories: repositories.filter(one => one !== name),
    }));
  }

  /** @throws RequestError 403 for the owners */
  async remove(id: number): Promise<void> {
    await this.#stored.change(draft => {
      const team = teamIn(draft, id);
      if (team.permission === 'owner') {
        throw forbidden(`the team "${OWNERS}" stays: somebody has to own it`);
      }
      draft.teams = draft.teams.filter(one => one !== team);
    });
  }

  /** Takes a repository out of every team: a later one of its name is another one. */
  async forgetRepository(name: string): Promise<void> {
    const wanted = name.toLowerCase();
    await this.#stored.change(({ teams }) => {
      for (const team of teams) {
        team.repositories = team.repositories.filter(
          one => one.toLowerCase() !== wanted,
        );
      }
    });
  }

  /** Takes an account out of every team, also out of the owners. */
  async forgetMember(name: string): Promise<void> {
    await this.#stored.change(({ teams }) => {
      for (const team of teams) {
        team.members = team.members.filter(one => one !== name);
      }
    });
  }

  #change(
    id: number,
    change: (before: TeamRecord) => Partial<NewTeam>,
  ): Promise<TeamRecord> {
    return this.#stored.change(draft => {
      const team = teamIn(draft, id);
      const after = { ...team, ...change(team) };
      if (after.name !== team.name) checkName(draft, after.name);
      if (team.permission === 'owner') checkOwners(team, after);
      return Object.assign(team, after);
    });
  }
}

function plant(draft: Stored, team: NewTeam): void {
  if (draft.planted.includes(team.name)) return;
  if (!byName(draft, team.name)) add(draft, team);
  draft.planted.push(team.name);
}

function tellOwners(draft: Stored, owners: string[]): void {
  const { told = [], teams } = draft;
  const former = told.filter(name => !owners.includes(name));
  const team = teams.find(({ permission }) => permission === 'owner')!;
  const kept = team.members.filter(name => !former.includes(name));
  team.members = [...new Set([...kept, ...owners])];
  draft.told = owners;
}

/** @throws RequestError 409 for a taken name, 422 for a bad one */
function add(draft: Stored, input: NewTeam): TeamRecord {
  checkName(draft, input.name);
  const team: TeamRecord = {
    description: '',
    includesAllRepositories: input.permission === 'owner',
    members: [],
    repositories: [],
    ...input,
    id: draft.nextId++,
  };
  draft.teams.push(team);
  return team;
}

/** @throws RequestError 404 */
function teamIn({ teams }: Readonly<Stored>, id: number): TeamRecord {
  const team = teams.find(one => one.id === id);
  if (!team) throw notFound(`there is no team with the id ${id}`);
  return team;
}

function byName({ teams }: Stored, name: string): TeamRecord | undefined {
  const wanted = name.toLowerCase();
  return teams.find(one => one.name.toLowerCase() === wanted);
}

/** @throws RequestError 409, 422 */
function checkName(stored: Stored, name: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) {
    throw invalid(
      `name "${name}" is not a team name: use up to 64 letters, digits, "-", "_" and ".", and start with a letter or digit`,
    );
  }
  if (byName(stored, name))
    throw conflict(`team already exists: "${name}": give another name`);
}

/** @throws RequestError 403 */
function checkOwners(before: TeamRecord, after: TeamRecord): void {
  if (before.members.length > 0 && after.members.length === 0) {
    throw forbidden('the last owner stays: make somebody else an owner first');
  }
  const isSame =
    after.name === before.name &&
    after.permission === before.permission &&
    after.includesAllRepositories === before.includesAllRepositories;
  if (!isSame) {
    throw forbidden(
      `the team "${OWNERS}" keeps its name and owns everything: change another team`,
    );
  }
}
