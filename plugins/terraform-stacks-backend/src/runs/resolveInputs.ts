import { InputError, NotFoundError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { TERRAFORM_STACKS_RUNS } from '@towpath/plugin-terraform-stacks-common';
import { mayChange, type Actor } from '@towpath/roles';
import type { WorkflowEngine } from '@towpath/workflow';
import { v7 as uuid } from 'uuid';
import { CHANGING } from '../model/StackRunInput';
import type { StackInput } from '../stacks/DefinitionStore';
import type { Stacks } from '../stacks/Stacks';
import type { StackStore } from '../stacks/StackStore';

/** Values that come from other stacks, and what is to be known of them. */
export interface ResolvedInputs {
  variables: JsonObject;
  /** Those that their stack gives out as sensitive. */
  secrets: JsonObject;
  notes: string[];
}

interface ResolveOptions {
  engine: WorkflowEngine;
  stacks: Stacks;
  store: StackStore;
}

/**
 * Reads the outputs that a stack takes from others, as they are now.
 *
 * @param taker the owner of the stack, and who asks: what is sensitive goes to the same owner, and to who may change
 *   the other stack too
 * @throws NotFoundError for a stack or output that is not there; InputError for a sensitive one of somebody else
 */
export async function resolveInputs(
  options: ResolveOptions,
  inputs: Record<string, StackInput>,
  taker: { owner: string; actor?: Actor },
): Promise<ResolvedInputs> {
  const resolved: ResolvedInputs = { variables: {}, secrets: {}, notes: [] };
  const names = Object.values(inputs).map(({ stack }) => stack);
  const upstreams = new Map<string, Upstream>();
  for (const name of new Set(names)) {
    upstreams.set(name, await readUpstream(options, name));
    resolved.notes.push(...(await inFlight(options, name)));
  }
  for (const [variable, { stack, output }] of Object.entries(inputs)) {
    const upstream = upstreams.get(stack)!;
    const found = upstream.outputs[output];
    if (!found) throw noOutput(variable, { stack, output }, upstream);
    if (found.sensitive) requireSame(variable, stack, upstream, taker);
    const kind = found.sensitive ? 'secrets' : 'variables';
    resolved[kind][variable] = found.value;
  }
  return resolved;
}

interface Upstream {
  /** Undefined where the stack is not there. */
  owner?: string;
  outputs: Awaited<ReturnType<Awaited<ReturnType<Stacks['get']>>['outputs']>>;
}

async function readUpstream(
  { stacks, store }: ResolveOptions,
  name: string,
): Promise<Upstream> {
  const row = await store.find(name);
  if (!row) return { outputs: {} };
  const stack = await stacks.get(name);
  return { owner: row.owner, outputs: await stack.outputs(uuid()) };
}

async function inFlight(
  { engine }: ResolveOptions,
  stack: string,
): Promise<string[]> {
  const runs = await engine.heads({
    kinds: [TERRAFORM_STACKS_RUNS],
    facts: CHANGING.map(intent => ({ stack, intent })),
    alive: true,
  });
  return runs.map(
    ({ id }) =>
      `Run ${id} on the stack "${stack}" has not ended: its outputs, which are used here as they are now, may become others`,
  );
}

function noOutput(
  variable: string,
  { stack, output }: StackInput,
  { owner, outputs }: Upstream,
): NotFoundError {
  const field = `inputs.${variable}`;
  if (owner === undefined) {
    return new NotFoundError(
      `${field} takes from the stack "${stack}", and there is none of this key any more. Take the value from elsewhere`,
    );
  }
  const names = Object.keys(outputs);
  return new NotFoundError(
    names.length > 0
      ? `${field} takes the output "${output}" of the stack "${stack}", which gives out: ${names.join(
          ', ',
        )}`
      : `${field} takes the output "${output}" of the stack "${stack}", which gives out nothing yet. Apply that one first`,
  );
}

function requireSame(
  variable: string,
  stack: string,
  { owner = '' }: Upstream,
  taker: { owner: string; actor?: Actor },
): void {
  if (owner === taker.owner) return;
  if (taker.actor && mayChange(taker.actor, owner)) return;
  throw new InputError(
    `inputs.${variable} takes a sensitive output of the stack "${stack}", which belongs to ${owner}. It is given to stacks of the same owner; ask them to hand it on otherwise`,
  );
}
