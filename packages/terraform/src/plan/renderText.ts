import { describeCause, describeSides, markOf } from './describeChange';
import { describeSummary, groupChanges, summarizePlan } from './summarizePlan';
import type { PlanProjection, ResourceChange } from './types';

/** A plan as plain text: the summary, then every change down to the attribute. */
export function renderText(plan: PlanProjection): string {
  const lines = [describeSummary(summarizePlan(plan))];
  for (const { title, resources } of groupChanges(plan)) {
    lines.push('', `${title} (${resources.length})`);
    lines.push(...resources.flatMap(renderResource));
  }
  if (plan.outputs.length > 0) {
    lines.push('', `Outputs (${plan.outputs.length})`);
    lines.push(
      ...plan.outputs.map(
        output =>
          `  ${markOf(output)} ${output.name}: ${describeSides(output)}`,
      ),
    );
  }
  if (plan.drift.length > 0) {
    lines.push('', `Changed by somebody else (${plan.drift.length})`);
    lines.push(...plan.drift.flatMap(renderResource));
  }
  for (const { address, status, problems } of plan.checks) {
    lines.push('', `Check ${address}: ${status}`);
    lines.push(...problems.map(problem => `    ${oneLine(problem)}`));
  }
  return lines.join('\n');
}

function renderResource(resource: ResourceChange): string[] {
  const cause = describeCause(resource);
  return [
    `  ${resource.address}${cause && ` (${cause})`}`,
    ...resource.attributes.map(
      attribute =>
        `    ${markOf(attribute)} ${attribute.path || 'value'}: ${describeSides(
          attribute,
        )}${attribute.forcesReplacement ? ' (forces replacement)' : ''}`,
    ),
  ];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
