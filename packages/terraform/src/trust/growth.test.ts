import { findLine } from './findLine';
import { findTemplateReads } from './rules/findFileReads';
import { rulesFor } from './rulesFor';

const RULES = rulesFor({}, ['archive']);
const SHORT = 25_000;
const LONG = 100_000;

/** What is shorter says more of the machine than of the work. */
const LEAST_US = 5000;

/** The least of some times of the processor that it takes, in microseconds: the machine has other work too. */
function timeOf(work: () => void): number {
  const times = Array.from({ length: 4 }, () => {
    const from = process.cpuUsage();
    work();
    return process.cpuUsage(from).user;
  });
  return Math.max(Math.min(...times), LEAST_US);
}

/** How much longer four times as much takes: four times as long, and sixteen times where it grows with the square. */
function growthOf(read: (length: number) => void): number {
  return timeOf(() => read(LONG)) / timeOf(() => read(SHORT));
}

const repeat = (piece: string, length: number) =>
  piece.repeat(length / piece.length);

describe('a template that wants to keep the portal busy', () => {
  it.each([
    ['comments without an end', 'file/*'],
    ['comments one behind the other', '/**/'],
    ['comments of a line', 'file#'],
    ['empty lines', '\n'],
    ['names', 'file1'],
    ['calls', 'file('],
    ['paths without an end', 'file("'],
    ['paths that are put together', 'file("${'],
    ['expressions', '${'],
    ['expressions in texts', '"${'],
    ['braces', '{'],
  ])('takes no longer than its length for %s', (_what, piece) => {
    const growth = growthOf(length => {
      const text = `\${file${repeat(piece, length)}`;
      findTemplateReads({ name: 'a', text }, RULES).forEach(one =>
        one.line?.(),
      );
    });
    expect(growth).toBeLessThan(10);
  });

  it.each([
    ['spaces', ' '],
    ['names', 'provisioner '],
    ['longer names', 'provisioners'],
    ['quotes', '"'],
  ])('is searched for a line in its length of %s', (_what, piece) => {
    const growth = growthOf(length => {
      const text = `provisioner${repeat(piece, length)}`;
      findLine(text, 'provisioner', 'local-exec')();
      findLine(text, piece, 'local-exec')();
    });
    expect(growth).toBeLessThan(10);
  });
});
