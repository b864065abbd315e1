import type { StackProgress } from '@towpath/plugin-terraform-stacks-common';

const WORDS: [StackProgress['status'], string][] = [
  ['failed', 'failed'],
  ['unknown', 'not known'],
  ['running', 'at work'],
  ['waiting', 'still to come'],
];

/** "12 of 30 done, 2 at work, 16 still to come". */
export function countProgress(progress: StackProgress[]): string {
  const count = (status: StackProgress['status']) =>
    progress.filter(one => one.status === status).length;
  return [
    `${count('done')} of ${progress.length} done`,
    ...WORDS.flatMap(([status, words]) =>
      count(status) > 0 ? [`${count(status)} ${words}`] : [],
    ),
  ].join(', ');
}
