import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

const NEAR_PX = 24;

const isAtEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) =>
  scrollHeight - scrollTop - clientHeight < NEAR_PX;

/**
 * Keeps a scrolled box at its end for as long as the reader left it there.
 *
 * @param count - lines there are; those that come while the reader is elsewhere count as unseen.
 * @param size - height of the content in pixels; it changes when lines are measured.
 */
export function useFollowEnd(
  box: RefObject<HTMLElement>,
  count: number,
  size: number,
) {
  const following = useRef(true);
  const [seen, setSeen] = useState(count);

  useLayoutEffect(() => {
    if (!box.current || !following.current) return;
    box.current.scrollTop = box.current.scrollHeight;
    setSeen(count);
  }, [box, count, size]);

  const onScroll = useCallback(() => {
    if (!box.current) return;
    following.current = isAtEnd(box.current);
    if (following.current) setSeen(count);
  }, [box, count]);

  const jump = useCallback(() => {
    if (!box.current) return;
    following.current = true;
    box.current.scrollTop = box.current.scrollHeight;
    setSeen(count);
  }, [box, count]);

  return { unseen: Math.max(0, count - seen), jump, onScroll };
}
