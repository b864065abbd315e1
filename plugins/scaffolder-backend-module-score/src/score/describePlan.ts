import type {
  Money,
  Plan,
  PlannedResource,
  RequiredApproval,
  ScoreDiagnostic,
} from '@towpath/plugin-score-common';

/** Such as "1 to create, 2 to update". */
export function summarise({ resources, files }: Plan): string {
  const acts = [
    ...(['create', 'update', 'replace', 'delete', 'retain'] as const),
    ...(['import', 'move', 'use', 'release'] as const),
  ];
  const parts = acts.flatMap(action => {
    const count = resources.filter(one => one.action === action).length;
    return count > 0 ? [`${count} to ${action}`] : [];
  });
  if (parts.length > 0) return parts.join(', ');
  return files.length > 0
    ? 'Manifests change, resources do not'
    : 'Everything is so already';
}

/** A plan as Markdown, for the page of a task. */
export function planMarkdown(plan: Plan): string {
  const { environment, resources, files, verdicts, approvals, override } = plan;
  const cost = describeCost(plan);
  return [
    `**${plan.service} in ${environment}: ${summarise(plan)}**`,
    ...(override ? [`- with \`${override.name}\``] : []),
    ...resources.map(one => `- ${describeResource(one)}`),
    ...files.map(({ file }) => `- writes \`${file}\``),
    ...(cost ? [`- cost: ${cost}`] : []),
    ...verdicts
      .filter(({ effect }) => effect !== 'allow')
      .map(({ effect, message }) => `- ${effect}: ${message}`),
    ...approvals.map(one => `- waits for ${describeApproval(one)}`),
  ].join('\n');
}

/** The same as lines of plain text, for a log. */
export function planText(plan: Plan): string[] {
  return planMarkdown(plan)
    .replaceAll(/\*\*|`/g, '')
    .split('\n');
}

/** Such as "40 EUR a month, until now 25 EUR"; empty where nothing has a price. */
export function describeCost({ cost }: Pick<Plan, 'cost'>): string {
  if (!cost) return '';
  const { before, after } = cost;
  return before
    ? `${money(after)} a month, until now ${money(before)}`
    : `${money(after)} a month`;
}

/** Who has to approve. */
export function describeApproval({
  groups,
  count,
  fourEyes,
}: RequiredApproval): string {
  const who = groups.length > 0 ? groups.join(' or ') : 'nobody in particular';
  const many = count > 1 ? `${count} of ` : '';
  return `${many}${who}${fourEyes ? ', not who asks' : ''}`;
}

/** Such as "score.yaml:9:5 is not known (resources.db): did you mean host?". */
export function describeFinding(
  file: string,
  { file: other, line, column, message, path, fix }: ScoreDiagnostic,
): string {
  const at = [other ?? file, line, column]
    .filter(one => one !== undefined)
    .join(':');
  const where = path ? ` (${path})` : '';
  return `${at} ${message}${where}${fix ? `: ${fix}` : ''}`;
}

function describeResource(one: PlannedResource): string {
  const { name, type, action, changes, notes } = one;
  const fields = changes.map(
    ({ field, before, after }) => `${field} ${before ?? 'none'} → ${after}`,
  );
  return [`${action} ${name} (${type})`, ...fields, ...notes].join('; ');
}

function money({ amount, currency }: Money): string {
  return `${amount} ${currency}`;
}
