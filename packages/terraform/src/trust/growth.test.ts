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

/**
 * How much longer it takes to read a piece again and again after a start, where that is four times as long: four times as
 * long, and sixteen times where it grows with the square.
 */
function growthOf(
  { start, piece }: { start: string; piece: string },
  read: (text: string) => void,
): number {
  const timeFor = (length: number) => {
    const text = start + piece.repeat(length / piece.length);
    return timeOf(() => read(text));
  };
  return timeFor(LONG) / timeFor(SHORT);
}

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
    const growth = growthOf({ start: '${file', piece }, text =>
      findTemplateReads({ name: 'a', text }, RULES).forEach(one =>
        one.line?.(),
      ),
    );
    expect(growth).toBeLessThan(10);
  });

  it.each([
    ['spaces', ' '],
    ['names', 'provisioner '],
    ['longer names', 'provisioners'],
    ['quotes', '"'],
  ])('is searched for a line in its length of %s', (_what, piece) => {
    const growth = growthOf({ start: 'provisioner', piece }, text => {
      findLine(text, 'provisioner', 'local-exec')();
      findLine(text, piece, 'local-exec')();
    });
    expect(growth).toBeLessThan(10);
  });
});
