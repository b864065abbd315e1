/** Which outputs of other stacks a definition takes, in words: `size of net.size`. */
export function inputsOf(
  inputs: Record<string, { stack: string; output: string }> = {},
): string[] {
  return Object.entries(inputs).map(
    ([variable, { stack, output }]) => `${variable} of ${stack}.${output}`,
  );
}
