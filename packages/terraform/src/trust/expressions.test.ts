import { expressionsIn } from './expressions';

it.each([
  ['a ${b} c %{ if d }e%{ endif }', ['b', ' if d ', ' endif ']],
  ['${ { a = "}" } } b ${c}', [' { a = "}" } ', 'c']],
  ['${"${"}"}}"} b', ['"${"}"}}"']],
  ['${"\\"}"} b', ['"\\"}"']],
  ['none } of "it"', []],
])('finds what is put in: %s', (template, expressions) => {
  expect(expressionsIn(template)).toEqual(expressions);
});

it.each([
  '${a # }\n + file(b)}',
  '${a /* } */ + file(b)}',
  '${<<E\n"}\nE\n + file(b)}',
  '${"$${" == "}" ? file(b) : ""}',
  '${a',
  '$${ "\\${ "}" == "" ? "" : file(b)}',
])('takes too much rather than too little: %s', template => {
  const read = expressionsIn(template).join('');
  expect(read).toContain(template.includes('file(b)') ? 'file(b)' : 'a');
});
