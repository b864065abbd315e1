import type { JsonObject } from '@backstage/types';
import { act } from '@testing-library/react';

/** A signal service whose signals the test sends. */
export function createSignals() {
  const listeners = new Map<string, Set<(message: JsonObject) => void>>();
  return {
    subscribe(channel: string, listener: (message: never) => void) {
      const known = listeners.get(channel) ?? new Set();
      listeners.set(channel, known.add(listener as () => void));
      return { unsubscribe: () => known.delete(listener as () => void) };
    },
    /** Sends messages right after each other. */
    send: (channel: string, ...messages: JsonObject[]) =>
      act(async () => {
        messages.forEach(message =>
          listeners.get(channel)?.forEach(listener => listener(message)),
        );
      }),
  };
}
