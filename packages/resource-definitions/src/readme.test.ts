import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as library from '.';

/** Each piece of code of the README beside the answer printed below it. */
function readExamples(): { code: string; answer: string }[] {
  const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');
  const blocks = /```ts\n([\s\S]*?)```[\s\S]*?```(?:json|text)\n([\s\S]*?)```/g;
  return [...readme.matchAll(blocks)].map(([, code, answer]) => ({
    code,
    answer,
  }));
}

/** The value of the last statement. */
function run(code: string): unknown {
  const program = code
    .replace(/^import [\s\S]*? from .*;$/m, '')
    .replace(
      /^(?=new ResourceDefinitions|problems\.|fillSettings\()/m,
      'return ',
    );
  const Program = (() => {}).constructor as FunctionConstructor;
  return new Program(...Object.keys(library), program)(
    ...Object.values(library),
  );
}

describe('the README', () => {
  const examples = readExamples();

  it('has examples', () => {
    expect(examples).toHaveLength(3);
  });

  it.each(examples)('prints what its code answers: $code', example => {
    const answer = run(example.code);
    expect(answer).toEqual(
      typeof answer === 'string'
        ? example.answer.trim()
        : JSON.parse(example.answer),
    );
  });
});
