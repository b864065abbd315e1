import { typeFixture } from '../__testUtils__/fixtures';
import { suggest } from './completion';

const types = [
  typeFixture({
    params: {
      properties: {
        version: { enum: ['16', '17'] },
        backup: {
          type: 'object',
          properties: { days: { type: 'integer' } },
        },
      },
    },
  }),
  typeFixture({ class: 'large', title: 'Large database' }),
  typeFixture({ type: 'redis', title: 'Cache', params: undefined }),
];

/** What is suggested where the text has a bar. */
function at(marked: string) {
  const position = marked.indexOf('|');
  const found = suggest(marked.replace('|', ''), position, types);
  return found?.options.map(({ label }) => label);
}

const file = (rest: string) => `containers:
  main:
    variables:
      A: x
resources:
  db:
    type: postgres
${rest}`;

describe('what can stand at a place of a Score file', () => {
  it.each([
    ['types', 'resources:\n  db:\n    type: po|', ['postgres', 'redis']],
    ['classes of the type', file('    class: |'), ['default', 'large']],
    [
      'params of the type',
      file('    params:\n      |'),
      ['version: ', 'backup: '],
    ],
    [
      'params inside of params',
      file('    params:\n      backup:\n        |'),
      ['days: '],
    ],
    [
      'annotations of a resource',
      file('    metadata:\n      annotations:\n        towpath.d|'),
      ['towpath.dev/moved-from: '],
    ],
    [
      'resources of the file',
      file('').replace('A: x', 'A: ${resources.|'),
      ['db'],
    ],
    [
      'outputs of its type',
      file('').replace('A: x', 'A: "x${resources.db.h|}"'),
      ['host', 'password'],
    ],
    ['beginnings of a placeholder', '${|', ['resources.', 'metadata.name']],
  ])('are %s', (_, marked, labels) => {
    expect(at(marked)).toEqual(labels);
  });

  it.each([
    ['a type of a container', 'containers:\n  main:\n    type: |'],
    ['a value', 'metadata:\n  name: a|'],
    ['a placeholder of something else', '${metadata.a|'],
    ['an output of a resource that is not there', '${resources.no.|'],
    [
      'a part of an output',
      file('').replace('A: x', 'A: ${resources.db.host.|'),
    ],
  ])('are none for %s', (_, marked) => {
    expect(at(marked) ?? []).toEqual([]);
  });

  it('begin where the word begins, so that it is replaced and not repeated', () => {
    const text = 'resources:\n  db:\n    type: po';
    expect(suggest(text, text.length, types)?.from).toBe(text.length - 2);
  });
});
