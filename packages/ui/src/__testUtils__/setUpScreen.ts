/**
 * Gives tests of pages a screen: jsdom lays nothing out, and a list that draws only what is on screen needs one. Called
 * once by `setupTests.ts` of a package with such lists.
 */
export function setUpScreen() {
  const size = (name: string, value: number) =>
    Object.defineProperty(HTMLElement.prototype, name, { get: () => value });
  size('clientHeight', 600);
  size('clientWidth', 1200);
  size('offsetHeight', 40);
  HTMLElement.prototype.scrollIntoView = () => {};
  // What is drawn as a graph is measured, too.
  Object.assign(SVGElement.prototype, {
    getBBox: () => ({ x: 0, y: 0, width: 200, height: 40 }),
  });
}
