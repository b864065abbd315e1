/** What is let through, and why we cannot mend it: each goes when its reason does. */
const UPSTREAM: { words: RegExp; why: string }[] = [
  {
    words: /^Warning: findDOMNode is deprecated/,
    why: 'every button and link of Material UI 4 calls it',
  },
  {
    words: /^⚠️ React Router Future Flag Warning/,
    why: 'Backstage makes the router, and sets no flags of its next version',
  },
  {
    words: /^Warning: \[JSS\] processedRuleToParse is not defined/,
    why: "jsdom's CSS parser breaks on a rule that Backstage's sidebar adds to a media query",
  },
];

const isUpstream = (text: string) =>
  UPSTREAM.some(({ words }) => words.test(text));

/** As the console shows it: the first word may say where the others go. */
function format([first, ...others]: unknown[]): string {
  const text = String(first).replace(/%[sdifoO]/g, place =>
    others.length > 0 ? String(others.shift()) : place,
  );
  return [text, ...others.map(String)].join(' ');
}

/**
 * Keeps what is written to `console.error` and `console.warn`, but for what only upstream can mend.
 *
 * @returns `check`, which throws when something was written since it was last called.
 */
export function watchConsole(console: Pick<Console, 'error' | 'warn'>) {
  const heard: string[] = [];
  for (const level of ['error', 'warn'] as const) {
    console[level] = (...words: unknown[]) => {
      const text = format(words);
      if (!isUpstream(text)) heard.push(`console.${level}: ${text}`);
    };
  }
  return {
    check() {
      const all = heard.splice(0);
      if (all.length === 0) return;
      throw new Error(
        `The page complained ${
          all.length
        } times where nothing was expected. Mend the cause; a test that means to cause it replaces console.error with a mock.\n\n${all.join(
          '\n\n',
        )}`,
      );
    },
  };
}
