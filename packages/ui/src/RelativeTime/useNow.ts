import { DateTime } from 'luxon';
import { useSyncExternalStore } from 'react';

const TICK_MS = 30_000;

// One timer serves every age on the page; a board has hundreds of them.
const listeners = new Set<() => void>();
let current = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

const tick = () => {
  current = Date.now();
  listeners.forEach(listener => listener());
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  if (!timer) {
    current = Date.now();
    timer = setInterval(tick, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
};

/** The present, renewed every half minute while something shows it. */
export function useNow(): DateTime {
  return DateTime.fromMillis(useSyncExternalStore(subscribe, () => current));
}
