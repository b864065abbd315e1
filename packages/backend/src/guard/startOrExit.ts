import type { createBackend } from '@backstage/backend-defaults';
import { InputError } from '@backstage/errors';
import { UnsafeSettingsError } from './UnsafeSetting';

/**
 * Starts the backend. When it cannot, says why on standard error and ends the process with 1:
 * the framework would otherwise stay up for ever, never ready.
 */
export async function startOrExit(
  backend: ReturnType<typeof createBackend>,
): Promise<void> {
  try {
    await backend.start();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`, () => process.exit(1));
  }
}

/** A wrong setting needs its message only; anything else is told with its stack. */
function explain(error: unknown): string {
  if (error instanceof UnsafeSettingsError || error instanceof InputError) {
    return error.message;
  }
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
