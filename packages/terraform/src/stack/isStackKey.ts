const KEY = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;

/** Whether a stack can be called so: a key names a folder, and stands in addresses. */
export function isStackKey(key: string): boolean {
  return KEY.test(key);
}
