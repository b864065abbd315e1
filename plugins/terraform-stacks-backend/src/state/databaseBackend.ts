import { isUuid } from '@towpath/backend-kit';
import type { Backend } from '@towpath/terraform';
import type { LockStore } from './LockStore';
import { RunCredentials } from './RunCredentials';
import type { StateStore } from './StateStore';

/** The names of what is set by the environment, so that no plan keeps an address that changes. */
const UNSET = {
  ...{ address: null, lock_address: null, unlock_address: null },
  ...{ username: null, password: null },
};

/**
 * Keeps the state of a stack in the database, for Terraform by HTTP.
 *
 * @param url where this backend answers for the plugin
 */
export function databaseBackend(
  stack: string,
  { store, locks, url }: { store: StateStore; locks: LockStore; url: string },
): Backend {
  const credentials = new RunCredentials(store.seal);
  const address = `${url}/state/${encodeURIComponent(stack)}`;
  return {
    type: 'http',
    config: UNSET,
    plainEnv: {
      TF_HTTP_ADDRESS: address,
      ...{ TF_HTTP_LOCK_ADDRESS: address, TF_HTTP_LOCK_METHOD: 'LOCK' },
      ...{ TF_HTTP_UNLOCK_ADDRESS: address, TF_HTTP_UNLOCK_METHOD: 'UNLOCK' },
      // For six minutes: a backend that starts again on a busy machine takes more than one.
      ...{ TF_HTTP_RETRY_MAX: '16', TF_HTTP_RETRY_WAIT_MIN: '1' },
      TF_HTTP_RETRY_WAIT_MAX: '30',
    },
    envOf(run) {
      const { username, password } = credentials.of(run, stack);
      return { TF_HTTP_USERNAME: username, TF_HTTP_PASSWORD: password };
    },
    readState: async () => (await store.read(stack))?.toString(),
    // Portals of before named runs otherwise, and had no locks here.
    freeLock: async run => isUuid(run) && locks.freeOfRun(stack, run),
  };
}
