// One line a stage: what it does, how long it took. On a terminal the line moves
// while the stage runs; elsewhere it is printed once at the start of slow work and
// once at its end, so that a log shows where time goes.
let out = process.stdout;
const interactive = Boolean(out.isTTY) && !process.env.CI;
const bold = text => (interactive ? `\u001b[1m${text}\u001b[22m` : text);
const dim = text => (interactive ? `\u001b[2m${text}\u001b[22m` : text);

const seconds = ms => `${(ms / 1000).toFixed(1)} s`;
const width = () => Math.max(40, (out.columns ?? 100) - 1);
const say = line => out.write(`${line}\n`);

/** Keeps standard output free for what a command is asked for, e.g. a token. */
export function leaveStandardOutputAlone() {
  out = process.stderr;
}

function rewrite(line) {
  out.write(`\r\u001b[2K${line.slice(0, width())}`);
}

/**
 * Runs one stage of work and prints its line.
 *
 * @param {string} title - what the stage does, e.g. "Install packages"
 * @param {(progress: (detail: string) => void) => Promise<string | void>} work -
 *   may report details while it runs; the returned text stands on the final line
 */
export async function stage(title, work) {
  const started = Date.now();
  let detail = '';
  const draw = () =>
    rewrite(
      `${dim('·')} ${title.padEnd(28)} ${seconds(Date.now() - started).padStart(
        8,
      )}  ${dim(detail)}`,
    );
  const timer = interactive ? setInterval(draw, 100) : undefined;
  const announce = interactive
    ? undefined
    : setTimeout(() => say(`· ${title} …`), 2000);
  const end = (mark, note) => {
    clearInterval(timer);
    clearTimeout(announce);
    if (interactive) rewrite('');
    const took = seconds(Date.now() - started).padStart(8);
    say(`${mark} ${title.padEnd(28)} ${took}  ${dim(note)}`.trimEnd());
  };
  try {
    const note = await work(text => {
      detail = text;
    });
    end('✓', note ?? '');
  } catch (error) {
    end('✗', '');
    throw error;
  }
}

/** Prints aligned pairs under a heading line. */
export function summary(heading, rows) {
  say(`\n${bold(heading)}`);
  for (const [name, value] of rows) say(`  ${name.padEnd(14)} ${value}`);
  say('');
}

/** An ending that a person can act on: printed without a stack. */
export class Trouble extends Error {
  constructor(message, { log, cause } = {}) {
    super(message, { cause });
    this.log = log;
  }
}

export function report(error) {
  if (error instanceof Trouble || error?.log) {
    console.error(`\n${error.message}`);
    if (error.log) console.error(`The log is in ${error.log}`);
  } else {
    console.error(error);
  }
}
