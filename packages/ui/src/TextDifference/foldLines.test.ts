import { foldLines } from './foldLines';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, at) => `line ${at + 1}`).join('\n');

describe('the lines of two texts', () => {
  it('leave out what stays, but for a few lines around a change, and count it', () => {
    const before = `${numbered(20)}\n`;
    const shown = foldLines(before, before.replace('line 10\n', 'other\n'));
    expect(shown[0]).toEqual({ kind: 'fold', count: 6 });
    expect(shown.at(-1)).toEqual({ kind: 'fold', count: 7 });
    expect(shown.filter(({ kind }) => kind === 'gone')).toEqual([
      { kind: 'gone', text: 'line 10' },
    ]);
    expect(shown.filter(({ kind }) => kind === 'new')).toEqual([
      { kind: 'new', text: 'other' },
    ]);
  });

  it.each([
    ['comes', '', 'a\nb\n', 'new'],
    ['goes', 'a\nb\n', '', 'gone'],
  ])('are all there for a text that %s', (_, before, after, kind) => {
    expect(foldLines(before, after)).toEqual([
      { kind, text: 'a' },
      { kind, text: 'b' },
    ]);
  });

  it('keep an empty line that is in the middle of what comes', () => {
    expect(foldLines('', 'a\n\nb\n')).toHaveLength(3);
  });
});
