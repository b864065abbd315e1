import type { Plan } from '@towpath/plugin-score-common';
import type { TaskLog } from '@towpath/template-kit';
import {
  describeApproval,
  describeCost,
  planMarkdown,
  planText,
  summarise,
} from '../score/describePlan';

interface Telling {
  log: TaskLog;
  portalUrl: string;
  output(name: any, value: any): void;
}

/** Writes a plan into the log and into the outputs of a step. */
export function tellPlan(
  plan: Plan,
  { log, portalUrl, output }: Telling,
): void {
  log.add('info', ...planText(plan));
  log.flush();
  output('planId', plan.id);
  output('digest', plan.digest);
  output('changes', plan.hasEffect);
  output('summary', summarise(plan));
  output('difference', planMarkdown(plan));
  output('cost', describeCost(plan));
  output('approvals', plan.approvals.map(describeApproval));
  output('url', `${portalUrl}/score/plans/${plan.id}`);
}

/** The same of what a dry run cannot see. */
export function tellNoPlan({ log, portalUrl, output }: Telling): void {
  log.flush();
  output('planId', '');
  output('digest', '');
  output('changes', false);
  output('summary', '');
  output('difference', '');
  output('cost', '');
  output('approvals', []);
  output('url', portalUrl);
}
