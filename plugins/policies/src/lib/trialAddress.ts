import type { Policy, PolicyExample } from '@towpath/plugin-policies-common';

/** The parameters of the address of a trial that begins with an example. */
export function trialOf({ name, appliesTo }: Policy, example: string): string {
  return new URLSearchParams({
    subject: appliesTo[0],
    example: `${name}/${example}`,
  }).toString();
}

/** The examples of policies that judge a subject, by what they are called in the address. */
export function examplesFor(
  policies: Policy[],
  subject: string,
): { value: string; words: string; example: PolicyExample }[] {
  return policies
    .filter(({ appliesTo }) => appliesTo.includes(subject))
    .flatMap(({ name, examples }) =>
      examples.map(example => ({
        value: `${name}/${example.name}`,
        words: `${name}: ${example.name}`,
        example,
      })),
    );
}
