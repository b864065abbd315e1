import { createHash } from 'node:crypto';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';

/** Names a step of a task. Also by its inputs: a step with `each` stands for several runs. */
export function nameStep(
  { task, step }: Pick<ActionContext<any>, 'task' | 'step'>,
  input: object,
): string {
  return createHash('sha256')
    .update(JSON.stringify([task.id, step?.id, input]))
    .digest('hex')
    .slice(0, 24);
}
