import { useEffect, useState } from 'react';

const PATIENCE_MS = 3000;

/** Turns true when nothing loads any more, or when that takes too long, and stays true. */
export function useShown(isLoading: boolean): boolean {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isLoading) setShown(true);
  }, [isLoading]);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return isShown;
}
