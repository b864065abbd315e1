import { ServiceUnavailableError } from '@backstage/errors';
import type { Clock } from '@towpath/clock';

/** How long a kind may take before the others are shown without it, in milliseconds. */
const PATIENCE_MS = 10_000;

/** @throws ServiceUnavailableError when no answer has come in time. */
export async function askWithin<T>(
  clock: Clock,
  title: string,
  ask: () => Promise<T>,
): Promise<T> {
  const answered = new AbortController();
  const late = clock.sleep(PATIENCE_MS, answered.signal).then(() => {
    throw new ServiceUnavailableError(
      `${title}: no answer within ${PATIENCE_MS / 1000} seconds. Try again`,
    );
  });
  try {
    return await Promise.race([ask(), late]);
  } finally {
    answered.abort();
    // Cut short, it is nobody's failure.
    late.catch(() => {});
  }
}
