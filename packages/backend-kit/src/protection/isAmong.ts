/** Whether an entity reference is one of these; upper and lower case are the same to the catalog. */
export function isAmong(ref: string | undefined, refs: string[]): boolean {
  if (!ref) return false;
  const wanted = ref.toLocaleLowerCase('en-US');
  return refs.some(one => one.toLocaleLowerCase('en-US') === wanted);
}
