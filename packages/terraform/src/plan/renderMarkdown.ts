import { describeCause, describeSides, markOf } from './describeChange';
import { describeSummary, groupChanges, summarizePlan } from './summarizePlan';
import type { PlanProjection, ResourceChange } from './types';

/** A plan as Markdown, for a page or a comment on a pull request. */
export function renderMarkdown(plan: PlanProjection): string {
  const parts = [`**${describeSummary(summarizePlan(plan))}**`];
  for (const { title, resources } of groupChanges(plan)) {
    parts.push(`### ${title} (${resources.length})`, renderList(resources));
  }
  if (plan.outputs.length > 0) {
    parts.push(
      `### Outputs (${plan.outputs.length})`,
      plan.outputs
        .map(
          one =>
            `- ${code(`${markOf(one)} ${one.name}`)}: ${code(
              describeSides(one),
            )}`,
        )
        .join('\n'),
    );
  }
  if (plan.drift.length > 0) {
    parts.push(
      `### Changed by somebody else (${plan.drift.length})`,
      renderList(plan.drift),
    );
  }
  if (plan.checks.length > 0) {
    parts.push(
      `### Checks that do not pass (${plan.checks.length})`,
      plan.checks
        .map(({ address, problems }) =>
          [
            `- ${code(address)}`,
            ...problems.map(one => `  - ${code(one)}`),
          ].join('\n'),
        )
        .join('\n'),
    );
  }
  return `${parts.join('\n\n')}\n`;
}

function renderList(resources: ResourceChange[]): string {
  return resources.flatMap(renderResource).join('\n');
}

function renderResource(resource: ResourceChange): string[] {
  const cause = describeCause(resource);
  return [
    `- ${code(resource.address)}${cause && `: ${code(cause)}`}`,
    ...resource.attributes.map(
      attribute =>
        `  - ${code(
          `${markOf(attribute)} ${attribute.path || 'value'}`,
        )}: ${code(describeSides(attribute))}${
          attribute.forcesReplacement ? ' **forces replacement**' : ''
        }`,
    ),
  ];
}

/** Code that no content can break out of: on one line, and fenced by more backticks than it has. */
function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const runs = line.includes('`') ? line.match(/`+/g)! : [];
  const longest = Math.max(0, ...runs.map(run => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || line === '' ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}
