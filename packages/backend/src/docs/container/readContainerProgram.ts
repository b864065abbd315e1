import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { SealedRun } from './sealedArguments';

const KEY = 'towpath.docs.container.program';

/** @throws InputError for a program whose arguments are not known */
export function readContainerProgram(config: Config): SealedRun['program'] {
  const program = config.getOptionalString(KEY) ?? 'docker';
  if (program === 'docker' || program === 'podman') return program;
  throw new InputError(`${KEY} is "${program}"; write docker or podman`);
}
