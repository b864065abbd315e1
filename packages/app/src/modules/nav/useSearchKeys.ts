import { useEffect } from 'react';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

const asksForSearch = (event: KeyboardEvent): boolean => {
  if (event.key.toLowerCase() === 'k') {
    return event.ctrlKey || event.metaKey;
  }
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  return event.key === '/' && plain && !isTyping(event.target);
};

/**
 * Calls `onSearch` when someone presses Ctrl-K, ⌘K or `/`; the last only where
 * no text is typed, and only when the page has not used it as its own filter.
 */
export function useSearchKeys(onSearch: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && asksForSearch(event)) {
        event.preventDefault();
        onSearch();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onSearch]);
}
