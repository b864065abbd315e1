import { KeyedLock, readJson, writeJson } from '@towpath/sandbox-kit';
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
  readonly #file: string;
  readonly #lock = new KeyedLock();
  #stored: Stored = EMPTY;

  constructor(file: string) {
    this.#file = file;
  }

  /**
   * Reads what is on disk, and makes the teams that were never made here. The owners are those who are told and those
   * whom an owner made one; one of an earlier start who is told no more goes.
   */
  async load(owners: string[], fresh: NewTeam[]): Promise<void> {
    this.#stored = await readJson<Stored>(this.#file, EMPTY);
    const first = { name: OWNERS, permission: 'owner' as const };
    await this.#plant([first, ...fresh]);
    await this.#tellOwners(owners);
  }

  #tellOwners(owners: string[]): Promise<void> {
    return this.#lock.run('', async () => {
      const { told = [] } = this.#stored;
      const former = told.filter(name => !owners.includes(name));
      const before = this.#ofOwners();
      const kept = before.members.filter(name => !former.includes(name));
      const members = [...new Set([...kept, ...owners])];
      const teams = this.#stored.teams.map(one =>
        one === before ? { ...one, members } : one,
      );
      await this.#save({ ...this.#stored, teams, told: owners });
    });
  }

  async #plant(teams: NewTeam[]): Promise<void> {
    const { planted } = this.#stored;
    for (const team of teams.filter(({ name }) => !planted.includes(name))) {
      if (!this.#byName(team.name)) await this.create(team);
      await this.#save({
        ...this.#stored,
        planted: [...this.#stored.planted, team.name],
      });
    }
  }

  /** All by name, the owners first. */
  list(): TeamRecord[] {
    const isFirst = ({ permission }: TeamRecord) =>
      Number(permission === 'owner');
    return [...this.#stored.teams].sort(
      (a, b) => isFirst(b) - isFirst(a) || a.name.localeCompare(b.name),
    );
  }

  /** Those that the account belongs to, in no order. */
  of(name: string): TeamRecord[] {
    return this.#stored.teams.filter(team => isIn(name, team));
  }

  /** @throws RequestError 404 */
  get(id: number): TeamRecord {
    const team = this.#stored.teams.find(one => one.id === id);
    if (!team) throw notFound(`there is no team with the id ${id}`);
    return team;
  }

  /** @throws RequestError 422 for a bad or a taken name */
  create(input: NewTeam): Promise<TeamRecord> {
    return this.#lock.run('', async () => {
      this.#checkName(input.name);
      const team: TeamRecord = {
        description: '',
        includesAllRepositories: input.permission === 'owner',
        members: [],
        repositories: [],
        ...input,
        id: this.#stored.nextId,
      };
      await this.#save({
        ...this.#stored,
        nextId: team.id + 1,
        teams: [...this.#stored.teams, team],
      });
      return team;
    });
  }

  /** @throws RequestError 403 for what the owners cannot do without, 404, 422 */
  update(id: number, change: Partial<NewTeam>): Promise<TeamRecord> {
    return this.#change(id, () => change);
  }

  /** Puts an account into the team. */
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
    await this.#lock.run('', async () => {
      if (this.get(id).permission === 'owner') {
        throw forbidden(`the team "${OWNERS}" stays: somebody has to own it`);
      }
      const teams = this.#stored.teams.filter(one => one.id !== id);
      await this.#save({ ...this.#stored, teams });
    });
  }

  /** Takes a repository out of every team: a later one of its name is another one. */
  async forgetRepository(name: string): Promise<void> {
    const wanted = name.toLowerCase();
    await this.#lock.run('', async () => {
      const teams = this.#stored.teams.map(team => ({
        ...team,
        repositories: team.repositories.filter(
          one => one.toLowerCase() !== wanted,
        ),
      }));
      await this.#save({ ...this.#stored, teams });
    });
  }

  /** Takes an account out of every team, also out of the owners. */
  async forgetMember(name: string): Promise<void> {
    await this.#lock.run('', async () => {
      const teams = this.#stored.teams.map(team => ({
        ...team,
        members: team.members.filter(one => one !== name),
      }));
      await this.#save({ ...this.#stored, teams });
    });
  }

  #change(
    id: number,
    change: (before: TeamRecord) => Partial<NewTeam>,
  ): Promise<TeamRecord> {
    return this.#lock.run('', async () => {
      const before = this.get(id);
      const after = { ...before, ...change(before) };
      if (after.name !== before.name) this.#checkName(after.name);
      if (before.permission === 'owner') checkOwners(before, after);
      const teams = this.#stored.teams.map(one =>
        one === before ? after : one,
      );
      await this.#save({ ...this.#stored, teams });
      return after;
    });
  }

  #checkName(name: string): void {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) {
      throw invalid(
        `name "${name}" is not a team name: use up to 64 letters, digits, "-", "_" and ".", and start with a letter or digit`,
      );
    }
    if (this.#byName(name)) {
      throw conflict(`team already exists: "${name}"`);
    }
  }

  #byName(name: string): TeamRecord | undefined {
    return this.#stored.teams.find(
      one => one.name.toLowerCase() === name.toLowerCase(),
    );
  }

  #ofOwners(): TeamRecord {
    return this.#stored.teams.find(({ permission }) => permission === 'owner')!;
  }

  async #save(stored: Stored): Promise<void> {
    await writeJson(this.#file, stored);
    this.#stored = stored;
  }
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
