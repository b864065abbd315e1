import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** `sandbox` on a laptop, `production` everywhere else. */
export type Mode = 'sandbox' | 'production';

/**
 * Reads `towpath.mode`, which has no default: nobody runs in production unguarded by accident.
 * @throws InputError when it is missing or neither `sandbox` nor `production`
 */
export function readMode(config: Config): Mode {
  const mode = config.getOptional('towpath.mode');
  if (mode === 'sandbox' || mode === 'production') {
    return mode;
  }
  const found = mode === undefined ? 'is missing' : `is '${mode}'`;
  throw new InputError(
    `towpath.mode ${found}; set production, or sandbox on a laptop`,
  );
}
