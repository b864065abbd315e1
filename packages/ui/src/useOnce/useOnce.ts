import { useCallback, useRef } from 'react';

/**
 * Lets something be sent once: the second click of a double click comes before the button is
 * drawn disabled, or after the answer and before the page has moved on.
 */
export function useOnce() {
  const sent = useRef(false);
  const release = useCallback(() => {
    sent.current = false;
  }, []);
  /** Sends, unless it was sent before; a failure makes it possible again. */
  const once = (send: (whenFailed: { onError: () => void }) => void) => {
    if (sent.current) return;
    sent.current = true;
    send({ onError: release });
  };
  return { once, release };
}
