import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { watchConsole } from './consoleWatch';
import { quickStyles } from './styles/quickStyles';

// It only ends what stands still, and says what was waited for; Jest's own limit comes later.
const WAIT_MS = 120_000;
const SHOWN = 2_000;

/** What somebody at the page would read: a wait in vain says that in place of pages of markup. */
function visibleText(container: Element): string {
  const words = (container.textContent ?? '').replace(/\s+/g, ' ').trim();
  if (words === '') return 'an empty page';
  return words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words;
}

/** Called once by `setupTests.ts` of each package with pages. */
export function setUpPageTests() {
  configure({
    asyncUtilTimeout: WAIT_MS,
    getElementError: (message, container) => {
      const error = new Error(
        `${message ?? ''}\n\nThere was instead: ${visibleText(container)}`,
      );
      error.name = 'TestingLibraryElementError';
      return error;
    },
  });
  window.getComputedStyle = quickStyles();
  const { check } = watchConsole(console);
  afterEach(check);
  // What comes after the last test, such as from its end.
  afterAll(check);
}
