import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * Gives something the focus once what is drawn now is gone: a dialog that closes would take it
 * back, and give it to a button that is about to go as well.
 */
export function useFocusLater<Element extends HTMLElement>() {
  const ref = useRef<Element>(null);
  const [times, setTimes] = useState(0);
  const focus = useCallback(() => setTimes(now => now + 1), []);
  useEffect(() => {
    if (times > 0) ref.current?.focus();
  }, [times]);
  return { ref, focus };
}
