import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { ApplicationRef } from '@towpath/argocd';
import type { z as zod } from 'zod/v3';

// The z that Backstage hands in.
type Z = typeof zod;

/** The inputs that name an application; every action has them. */
export const applicationInputs = {
  instance: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'Name of the Argo CD instance in the configuration. Not needed when there is only one.',
      ),
  name: (z: Z) => z.string().min(1).describe('Name of the application.'),
  project: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        'Argo CD project of the application. Worth giving: without it Argo CD does not say whether an application is missing or may not be seen.',
      ),
  appNamespace: (z: Z) =>
    z
      .string()
      .optional()
      .describe(
        "Namespace of the Application object, where it is not Argo CD's own.",
      ),
  anyOwner: (z: Z) =>
    z
      .boolean()
      .optional()
      .describe(
        'The template answers for it: whoever runs it may do this to the application, whosoever it is. Never together with a name that the person chooses. Default: false.',
      ),
};

export const timeoutInput = (z: Z) =>
  z
    .object({
      hours: z.number().nonnegative().optional(),
      minutes: z.number().nonnegative().optional(),
      seconds: z.number().nonnegative().optional(),
    })
    .strict()
    .optional()
    .describe(
      'How long to wait at most, such as { minutes: 5 }. Default: ten minutes.',
    );

export const urlOutput = (z: Z) =>
  z.string().describe('Address of the page of the application in Argo CD.');

interface RefInput {
  name: string;
  project?: string;
  appNamespace?: string;
}

export function toRef({
  name,
  project,
  appNamespace,
}: RefInput): ApplicationRef {
  return { name, project, appNamespace };
}

const DEFAULT_TIMEOUT_MS = 10 * 60_000;

/**
 * @returns milliseconds
 * @throws InputError when the time given is none at all.
 */
export function toTimeoutMs(timeout?: {
  hours?: number;
  minutes?: number;
  seconds?: number;
}): number {
  if (!timeout) return DEFAULT_TIMEOUT_MS;
  const ms = durationToMilliseconds(timeout);
  if (ms > 0) return ms;
  throw new InputError(
    `timeout ${JSON.stringify(
      timeout,
    )} is no time at all; give at least { seconds: 1 }`,
  );
}
