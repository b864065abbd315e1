import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { TaskLog } from '@towpath/template-kit';
import type { StackPlan } from '@towpath/plugin-terraform-stacks-common';
import type { z as zod } from 'zod/v3';

// The z that Backstage hands in.
type Z = typeof zod;

/** What an action gives out that has planned. */
export const planOutputs = {
  plan: (z: Z) => z.string().describe('Names the plan for terraform:apply.'),
  digest: (z: Z) => z.string().describe('What an apply is bound to.'),
  changes: (z: Z) => z.boolean().describe('Whether anything would change.'),
  summary: (z: Z) => z.string().describe('Such as "2 to create, 1 to delete".'),
  difference: (z: Z) => z.string().describe('The difference as Markdown.'),
};

/** Writes a plan into the log of the task, and gives it out. */
export function tellPlan(
  ctx: Pick<ActionContext<any, any>, 'output' | 'isDryRun'>,
  log: TaskLog,
  { id, plan }: { id: string; plan: StackPlan },
): void {
  log.add('info', plan.text);
  log.flush();
  ctx.output('changes', plan.changes);
  ctx.output('summary', plan.summary);
  ctx.output('difference', plan.markdown);
  ctx.output('plan', id);
  ctx.output('digest', ctx.isDryRun ? 'dry-run' : plan.digest);
}
