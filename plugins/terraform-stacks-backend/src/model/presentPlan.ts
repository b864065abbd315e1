import type {
  StackEnding,
  StackPlan,
} from '@towpath/plugin-terraform-stacks-common';
import {
  describeEnding,
  describeSummary,
  renderMarkdown,
  renderText,
  summarizePlan,
  type RunEnding,
  type StackPlan as TerraformPlan,
} from '@towpath/terraform';

/**
 * A plan in words, and what it would change.
 *
 * @param isAboutDrift whether it is of what was changed outside of Terraform alone
 */
export function presentPlan(
  { digest, projection }: TerraformPlan,
  isAboutDrift = false,
): StackPlan {
  const counts = summarizePlan(projection);
  const { resources, outputs, drift, complete } = projection;
  const inWords = (text: string) =>
    isAboutDrift
      ? text.replace(describeSummary(counts), describeDrift(counts))
      : text;
  return {
    digest,
    changes: !counts.empty || (isAboutDrift && drift.length > 0),
    summary: inWords(describeSummary(counts)),
    text: inWords(renderText(projection)),
    markdown: inWords(renderMarkdown(projection)),
    ...{ resources, outputs, drift },
    ...(!complete && { partial: true }),
  };
}

/** What was changed outside of Terraform, in words. */
export function describeDrift(changed: {
  drift: number;
  outputs: number;
}): string {
  const { drift, outputs } = changed;
  const parts = [counted(drift, 'resource'), counted(outputs, 'output')].filter(
    Boolean,
  );
  if (parts.length === 0) return 'Nothing was changed outside of Terraform';
  const isOne = drift + outputs === 1;
  return isOne
    ? `${parts[0]} is not as the last apply left it`
    : `${parts.join(' and ')} are not as the last apply left them`;
}

function counted(count: number, one: string): string | false {
  return count > 0 && `${count} ${count === 1 ? one : `${one}s`}`;
}

/** How an apply ended, in words. */
export function presentEnding(ending: RunEnding): StackEnding {
  const { outcome, complete } = ending;
  const outputs = Object.entries(ending.outputs).map(([name, output]) => [
    name,
    output.sensitive
      ? { sensitive: true }
      : { sensitive: false, value: output.value ?? null },
  ]);
  return {
    outcome,
    words: describeEnding(ending),
    complete: complete.length,
    outputs: Object.fromEntries(outputs),
  };
}
