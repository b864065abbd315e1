import { InputError } from '@backstage/errors';

const LEADS_ELSEWHERE = ['', '.', '..'];

/** The same for a folder, of which '' is the root. */
export function requireFolder(path: string): string {
  return path === '' ? path : requirePath(path);
}

/** @throws InputError for what is no path to a file within a repository: it would lead to another part of the API */
export function requirePath(path: string): string {
  const names = path.split('/');
  const isFit = names.every(name => !LEADS_ELSEWHERE.includes(name));
  if (isFit && !/[\\\0]/.test(path)) return path;
  throw new InputError(
    `path "${path}" names no file of a repository: write it from the root, as deploy/values.yaml`,
  );
}
