import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Caller } from '@towpath/backend-kit';
import type {
  BeginStackRun,
  ModuleSource,
} from '@towpath/plugin-terraform-stacks-common';
import type { Actor } from '@towpath/roles';
import { moduleWords, requireOneSource } from '../model/moduleWords';
import type { StackRunInput } from '../model/StackRunInput';
import { isScore } from './fromTemplate';
import type { NewRun } from './RunStarter';

/** What a run is given, beside what it is about. */
export type Given = Pick<NewRun, 'module' | 'variables'> & {
  secrets: Record<string, string>;
};

/** @throws InputError unless its module names one source */
export function toGiven(request: BeginStackRun): Given {
  const { variables = {}, secrets = {} } = request;
  const module = toSource(request.module);
  return { module, variables: variables as JsonObject, secrets };
}

/** What the run is about, apart from where it belongs. */
export function toInput(
  request: BeginStackRun,
  asking: { actor: Actor; requestedBy: string; owner: string; place: string },
): StackRunInput {
  const { stack, intent, module, timeoutMs, task } = request;
  const { actor, requestedBy, owner, place } = asking;
  return {
    ...{ stack, intent, timeoutMs, place },
    module: module.archive ? undefined : moduleWords(toSource(module)),
    by: task === undefined ? requestedBy : `task ${task} of ${requestedBy}`,
    confirmedBy: [...new Set([actor.ref, owner])],
    ...(requestedBy !== actor.ref && { through: actor.ref }),
  };
}

/**
 * For whom it is begun: a service that people have agreed to before names one of them.
 *
 * @throws NotAllowedError for anybody else who names one; InputError for what is no reference
 */
export function requesterOf(
  { onBehalfOf }: BeginStackRun,
  { credentials, by }: Caller,
): string {
  if (onBehalfOf === undefined) return by;
  if (!isScore(credentials)) {
    throw new NotAllowedError(
      'onBehalfOf is taken from Score alone, to which people have proved who they are. Leave it out',
    );
  }
  try {
    return stringifyEntityRef(parseEntityRef(onBehalfOf));
  } catch {
    throw new InputError(
      `onBehalfOf is "${onBehalfOf}", which is no reference. Give one such as user:default/ada`,
    );
  }
}

/** What makes a request the same as an earlier one: no secret, and no archive, which is never twice the same. */
export function wordsOf(request: BeginStackRun): object {
  const { stack, intent, module, variables, environment, service } = request;
  const { name, git, registry } = module;
  // As it was before there were the others, so that what was begun then is found.
  const from = git || registry ? { git, registry } : {};
  const place = environment || service ? { environment, service } : {};
  return { stack, intent, module: name, variables, ...from, ...place };
}

/** @throws InputError unless it names one */
function toSource({ name, ...others }: BeginStackRun['module']): ModuleSource {
  const source = { ...others, ...(name !== undefined && { platform: name }) };
  requireOneSource(source);
  return source;
}
