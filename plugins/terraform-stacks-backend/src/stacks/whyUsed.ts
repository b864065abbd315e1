/**
 * Why nothing may be deleted in a stack, in words; undefined where nobody uses what it gives out.
 *
 * @param users keys of the stacks that do
 */
export function whyUsed(key: string, users: string[]): string | undefined {
  if (users.length === 0) return undefined;
  const names = users.join(', ');
  return `Outputs of the stack "${key}" are used by ${names}. Have them take the values from elsewhere, or delete what is in them first`;
}
