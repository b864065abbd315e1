import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Policy } from './Policy';
import { Template } from './Template';

/** Each piece of code of the README beside the answer printed below it. */
function readExamples(): { code: string; answer: string }[] {
  const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');
  const blocks = /```ts\n([\s\S]*?)```[\s\S]*?```(?:json|text)\n([\s\S]*?)```/g;
  return [...readme.matchAll(blocks)].map(([, code, answer]) => ({
    code,
    answer,
  }));
}

/** The value of the last statement, or the message of what it throws. */
function run(code: string): unknown {
  const body = code
    .replace(/^import .*$/m, '')
    .trim()
    .replace(/^(?=Policy\.|policy\.|Template\.)/m, 'return ');
  try {
    const Program = (() => {}).constructor as FunctionConstructor;
    return new Program('Policy', 'Template', body)(Policy, Template);
  } catch (error) {
    return (error as Error).message;
  }
}

describe('the README', () => {
  const examples = readExamples();

  it('has examples', () => {
    expect(examples).toHaveLength(4);
  });

  it.each(examples)('prints what its code answers: $code', example => {
    const answer = run(example.code);
    expect(
      typeof answer === 'string' ? answer : JSON.parse(JSON.stringify(answer)),
    ).toEqual(
      typeof answer === 'string'
        ? example.answer.trim()
        : JSON.parse(example.answer),
    );
  });
});
