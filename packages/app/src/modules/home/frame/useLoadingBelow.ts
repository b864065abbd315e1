import { useCallback, useLayoutEffect, useState } from 'react';
import type { BeginLoading } from '@towpath/home-react';

/**
 * Whether anything below still loads, and where what is below says so. True until what is below has
 * been drawn for the first time, since nothing could say so before.
 */
export function useLoadingBelow(): [boolean, BeginLoading] {
  const [count, setCount] = useState(1);
  const begin = useCallback(() => {
    setCount(now => now + 1);
    return () => setCount(now => now - 1);
  }, []);
  useLayoutEffect(() => {
    setCount(now => now - 1);
    return () => setCount(now => now + 1);
  }, []);
  return [count > 0, begin];
}
