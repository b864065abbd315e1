import { useCallback, useMemo } from 'react';
import useObservable from 'react-use/esm/useObservable';
import {
  storageApiRef,
  useApi,
  type StorageValueSnapshot,
} from '@backstage/frontend-plugin-api';
import type { JsonValue } from '@backstage/types';

const BUCKET = 'towpath-home';

/** A value kept for the signed-in person. */
export interface Stored<T> {
  /** Undefined until it is known; then what is kept, or the initial value. */
  value: T | undefined;
  set(value: T): Promise<void>;
}

/**
 * Something home remembers for the signed-in person, wherever they sign in.
 *
 * @param key - its name within what home remembers.
 * @param initial - its value for someone who has none.
 */
export function useStored<T extends JsonValue>(
  key: string,
  initial: T,
): Stored<T> {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(() => storage.forBucket(BUCKET), [storage]);
  const changes = useMemo(() => bucket.observe$<T>(key), [bucket, key]);
  const now = useMemo(() => bucket.snapshot<T>(key), [bucket, key]);
  const snapshot = useObservable<StorageValueSnapshot<T>>(changes, now);
  const set = useCallback((value: T) => bucket.set(key, value), [bucket, key]);
  return {
    value:
      snapshot.presence === 'unknown' ? undefined : snapshot.value ?? initial,
    set,
  };
}
