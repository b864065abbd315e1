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

/** A plan in words. */
export function presentPlan({ digest, projection }: TerraformPlan): StackPlan {
  const summary = summarizePlan(projection);
  return {
    digest,
    changes: !summary.empty,
    summary: describeSummary(summary),
    text: renderText(projection),
    markdown: renderMarkdown(projection),
  };
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
