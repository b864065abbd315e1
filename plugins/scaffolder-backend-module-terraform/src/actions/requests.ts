import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { BeginStackRun } from '@towpath/plugin-terraform-stacks-common';
import { packModule, type ModuleInput } from '../stacks/packModule';
import { toSecrets, toTimeoutMs, toVariables } from './inputs';

interface PlanInput extends ModuleInput {
  stack: string;
  owner?: string;
  anyOwner?: boolean;
  environment?: string;
  variables?: Record<string, unknown>;
  secrets?: Record<string, string>;
  timeout?: object;
}

/** What a step asks to be planned. */
export function toBegin(
  ctx: Pick<
    ActionContext<any>,
    'secrets' | 'isDryRun' | 'task' | 'workspacePath'
  >,
  input: PlanInput,
  isDeletion: boolean,
): BeginStackRun {
  const { secrets: known, isDryRun, task, workspacePath } = ctx;
  const { stack, owner, anyOwner, timeout } = input;
  const [intent, dryIntent] = isDeletion
    ? (['delete', 'dry-delete'] as const)
    : (['change', 'dry-run'] as const);
  return {
    stack,
    owner,
    anyOwner,
    intent: isDryRun ? dryIntent : intent,
    module: packModule(input, workspacePath),
    variables: toVariables(input),
    secrets: toSecrets(input, known, isDryRun),
    timeoutMs: toTimeoutMs(timeout),
    task: task.id,
  };
}
