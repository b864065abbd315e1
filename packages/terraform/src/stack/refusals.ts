import fs from 'node:fs';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type { ApplyRequest } from './types';

/** @throws NotFoundError when the module is no folder */
export function requireFolder(source: string): void {
  if (fs.statSync(source, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new NotFoundError(
    `There is no folder of a module at ${source}. Name one that the template has fetched, or a module of the platform`,
  );
}

export function refuseUnprepared(stack: string, run: string): NotFoundError {
  return new NotFoundError(
    `What the run "${run}" of the stack "${stack}" was given is not here any more. Plan anew`,
  );
}

export function refuseGone(stack: string, run: string): NotFoundError {
  return new NotFoundError(
    `There is no plan "${run}" of the stack "${stack}" any more: a plan is kept for a day. Plan anew`,
  );
}

export function refuseOutdated(run: string): ConflictError {
  return new ConflictError(
    `The plan "${run}" was made when the state was kept elsewhere. Plan anew and look at the difference again`,
  );
}

export function refuseOther(
  stack: string,
  { run, digest }: ApplyRequest,
): ConflictError {
  const shown = digest.slice(0, 12);
  return new ConflictError(
    `The plan "${run}" of the stack "${stack}" is not the one that was shown (${shown}). Plan anew and look at the difference again`,
  );
}
