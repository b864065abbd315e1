import { DateTime } from 'luxon';
import { useSyncExternalStore } from 'react';

// One timer serves every age on the page; a board has hundreds of them.
function createTicker(everyMs: number) {
  const listeners = new Set<() => void>();
  let current = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    current = Date.now();
    listeners.forEach(listener => listener());
  };
  return {
    read: () => current,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      if (!timer) {
        current = Date.now();
        timer = setInterval(tick, everyMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
      };
    },
  };
}

const halfMinutes = createTicker(30_000);
const seconds = createTicker(1_000);
const noTicks = () => () => {};

/** The present, renewed every half minute while something shows it. */
export function useNow(): DateTime {
  return DateTime.fromMillis(
    useSyncExternalStore(halfMinutes.subscribe, halfMinutes.read),
  );
}

/**
 * The present, renewed every second, for what is counted in seconds.
 *
 * @param running - false stops the clock: nothing is drawn again.
 */
export function useSeconds(running: boolean): DateTime {
  return DateTime.fromMillis(
    useSyncExternalStore(
      running ? seconds.subscribe : noTicks,
      running ? seconds.read : () => 0,
    ),
  );
}
