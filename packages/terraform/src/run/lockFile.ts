import { InputError } from '@backstage/errors';
import type { Following } from './CommandRunner';

const LOCK = 'terraform providers lock -platform=linux_amd64';

/** Says how providers come into the lock file, where that is what is wrong. */
export function explainLock(error: unknown): unknown {
  const { message } = error as Error;
  const isLock =
    /lock file is read-only|dependency lock file|checksums previously recorded/i;
  if (!(error instanceof InputError) || !isLock.test(message)) return error;
  return new InputError(
    `${message}\nThe module brings .terraform.lock.hcl, so only what is in it is used. Where the provider is the right one, run \`${LOCK}\` in the folder of the module and bring the changed file`,
  );
}

/** Without a lock file, whatever a registry gives is run. */
export function tellUnlocked({ onEvent }: Following): void {
  onEvent?.({
    type: 'message',
    severity: 'warning',
    text: `The module brings no .terraform.lock.hcl, so nothing holds its providers to what they were when it was tried. Run \`${LOCK}\` in its folder and bring the file`,
  });
}
