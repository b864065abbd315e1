import { setUpPageTests } from '@towpath/ui/testUtils';

setUpPageTests();

// jsdom lays nothing out; a list that draws only what is on screen needs a screen.
const size = (name: string, value: number) =>
  Object.defineProperty(HTMLElement.prototype, name, { get: () => value });
size('clientHeight', 600);
size('clientWidth', 1200);
size('offsetHeight', 40);
HTMLElement.prototype.scrollIntoView = () => {};
