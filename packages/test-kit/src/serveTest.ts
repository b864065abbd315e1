/** Whom to tell what is to be done when a test is over. A context of `node:test` is one. */
export interface Cleanup {
  after(end: () => unknown): void;
}

/**
 * What a program that {@link TestProcess} runs consists of: it starts something, tells the test how
 * to reach it, and ends with the test, also with one that was killed: what was said last is done first.
 *
 * @param start - gets the settings that the test gave; resolves with what the test is told, which JSON must hold.
 */
export async function serveTest<Settings>(
  start: (settings: Settings, cleanup: Cleanup) => Promise<object>,
): Promise<void> {
  const ends: Array<() => unknown> = [];
  const cleanup = { after: (end: () => unknown) => void ends.unshift(end) };
  const told = await start(JSON.parse(process.argv[2]), cleanup);
  // The other end of it is the test's, and is closed when the test is gone.
  process.stdin.resume().once('end', async () => {
    for (const end of ends) await end();
    process.exit();
  });
  process.stdout.write(`${JSON.stringify(told)}\n`);
}
