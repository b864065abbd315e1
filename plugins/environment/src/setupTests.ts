import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages load their parts lazily, which on a busy machine takes longer than the
// second that is usual. A test that waits for what never comes still fails.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(40_000);

// jsdom lays nothing out; a list that draws only what is on screen needs a screen.
const size = (name: string, value: number) =>
  Object.defineProperty(HTMLElement.prototype, name, { get: () => value });
size('clientHeight', 600);
size('clientWidth', 1200);
size('offsetHeight', 40);
HTMLElement.prototype.scrollIntoView = () => {};
