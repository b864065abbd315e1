import { useLayoutEffect, useRef, useState, type CSSProperties } from 'react';

/** Makes an element end where the window ends, wherever the page's header lets it begin. */
export function useFillWindow() {
  const ref = useRef<HTMLElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () =>
      setTop((ref.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  const style: CSSProperties = {
    minHeight: `calc(100vh - ${Math.round(top)}px)`,
    height: `calc(100vh - ${Math.round(top)}px)`,
  };
  return { ref, style };
}
