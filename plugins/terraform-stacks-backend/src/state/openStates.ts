import fs from 'node:fs';
import { ConflictError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';
import type { Backend, Stack } from '@towpath/terraform';
import type { Knex } from 'knex';
import type { StackStore } from '../stacks/StackStore';
import { CredentialStore } from './CredentialStore';
import { databaseBackend } from './databaseBackend';
import { EarlierStates } from './EarlierStates';
import { LockStore } from './LockStore';
import { LostRuns } from './LostRuns';
import { Places } from './Places';
import type { StateSettings } from './readStateSettings';
import { States } from './States';
import { StateStore } from './StateStore';

interface OpenStatesOptions {
  knex: Knex;
  clock: Clock;
  settings: Pick<StateSettings, 'kept' | 'seal'>;
  stackStore: StackStore;
  /** See readPlace. */
  place(): string;
  /** Where this backend answers for the plugin. */
  baseUrl(): Promise<string>;
}

/** What keeps the states of stacks, as the configuration has it. */
export function openStates(options: OpenStatesOptions) {
  const { knex, clock, settings, stackStore, place } = options;
  const store = new StateStore({ knex, seal: settings.seal });
  const locks = new LockStore(knex);
  const places = new Places({ knex, clock });
  const isInDatabase = settings.kept === 'database';
  return {
    ...{ store, locks, places, isInDatabase },
    credentials: new CredentialStore(knex),
    protocol: new States({ store, locks, clock, kept: settings.kept }),
    lost: new LostRuns({ places, store }),
    earlier: isInDatabase
      ? new EarlierStates({ store, stackStore, place, clock })
      : {
          bringIn: (key: string, stack: Stack) =>
            requireHere(key, stack, store),
        },
    /** Undefined where the state is a file in the folder of the stack. */
    async backendOf(key: string): Promise<Backend | undefined> {
      if (!isInDatabase) return undefined;
      const url = await options.baseUrl();
      return databaseBackend(key, { store, locks, url });
    },
  };
}

/** A state that is in the database would be taken for none, and all in it made once more. */
async function requireHere(
  key: string,
  stack: Stack,
  store: StateStore,
): Promise<undefined> {
  if (fs.existsSync(stack.localState())) return undefined;
  if (!(await store.newest([key])).has(key)) return undefined;
  throw new ConflictError(
    `The state of the stack "${key}" is in the database, and terraform.state is "local". Set it to "database", or move the state out as docs/how-to/keep-terraform-state.md says`,
  );
}
