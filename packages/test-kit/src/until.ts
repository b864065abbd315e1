import { setTimeout as pause } from 'node:timers/promises';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 500;
const STANDSTILL_MS = 120_000;
const SHOWN = 2_000;

type Sight<T> = { seen: T } | { thrown: unknown };

async function lookOnce<T>(look: () => Promise<T> | T): Promise<Sight<T>> {
  try {
    return { seen: await look() };
  } catch (thrown) {
    return { thrown };
  }
}

function describe(sight: Sight<unknown>): string {
  if ('thrown' in sight) return String(sight.thrown);
  const text = JSON.stringify(sight.seen, undefined, 1) ?? 'nothing';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** A tenth of the wait so far: a look takes the processor away from what is waited for. */
const pauseAfter = (waitedMs: number) =>
  Math.min(Math.max(FIRST_PAUSE_MS, waitedMs / 10), LONGEST_PAUSE_MS);

const isSomething = (seen: unknown) => seen !== undefined && seen !== false;

/**
 * Looks until what it sees will do, and answers that. It gives up when nothing has changed for two
 * minutes, however long the whole takes: a busy machine is slow, and still gets on.
 *
 * @param what - what is waited for: "the task has ended".
 * @param look - looks once; when it throws, it is not so yet.
 * @param isSo - whether what is seen will do; anything but undefined and false when absent.
 * @throws an Error with what was waited for and what was there instead.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T> | T,
  isSo: (seen: T) => boolean = isSomething,
  standstillMs = STANDSTILL_MS,
): Promise<Exclude<T, undefined | false>> {
  const began = performance.now();
  let last = '';
  let changed = began;
  for (;;) {
    const sight = await lookOnce(look);
    if ('seen' in sight && isSo(sight.seen)) {
      return sight.seen as Exclude<T, undefined | false>;
    }
    const now = describe(sight);
    if (now !== last) changed = performance.now();
    else if (performance.now() - changed > standstillMs) {
      throw new Error(
        `Waited in vain until ${what}. There was instead: ${now}`,
      );
    }
    last = now;
    await pause(pauseAfter(performance.now() - began));
  }
}
