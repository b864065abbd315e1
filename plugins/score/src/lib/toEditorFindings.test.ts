import { Text } from '@codemirror/state';
import { toEditorFindings } from './toEditorFindings';

const text = Text.of(['metadata:', '  nmae: a']);
const finding = (line?: number, column?: number) => ({
  severity: 'error' as const,
  code: 'unknown',
  message: 'nmae is unknown',
  fix: 'did you mean name?',
  line,
  column,
});

describe('findings in an editor', () => {
  it('mark the rest of the line, and say the way out', () => {
    expect(toEditorFindings([finding(2, 3)], text)).toEqual([
      {
        from: 12,
        to: 19,
        severity: 'error',
        message: 'nmae is unknown\ndid you mean name?',
      },
    ]);
  });

  it('leave out what is in the file of an environment, whose lines are others', () => {
    const other = { ...finding(2), file: 'score.production.yaml' };
    expect(toEditorFindings([other], text)).toEqual([]);
  });

  it.each([
    ['a line that is gone', finding(9), 10],
    ['a column that is gone', finding(1, 99), 9],
    ['no place at all', finding(), 0],
  ])('stay inside of the text for %s', (_, one, from) => {
    expect(toEditorFindings([one], text)[0].from).toBe(from);
  });
});
