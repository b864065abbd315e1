import {
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type RefObject,
} from 'react';

/** What makes an element end where the window does. */
export interface WindowFill {
  ref?: RefObject<HTMLElement>;
  style?: CSSProperties;
}

/**
 * Makes an element end where the window ends, wherever the page's header lets it begin.
 *
 * @param fills - false leaves the element as high as what is in it.
 */
export function useFillWindow(fills: boolean): WindowFill {
  const ref = useRef<HTMLElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (!fills) return undefined;
    const measure = () =>
      setTop((ref.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [fills]);
  const height = `calc(100vh - ${Math.round(top)}px)`;
  return fills ? { ref, style: { minHeight: height, height } } : {};
}
