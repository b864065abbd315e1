import { ConflictError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type {
  DriverPlan,
  FieldChange,
  Provided,
} from '@towpath/plugin-score-node';
import type {
  StackPlan,
  StackResourceChange,
  StackVerdict,
} from '@towpath/plugin-terraform-stacks-common';
import type { ModuleSettings } from './settings/ModuleSettings';

/** More than anybody reads in a list of resources; the page of the run has them all. */
const MOST_CHANGES = 50;

const WORDS: Record<string, string> = {
  create: 'made',
  delete: 'deleted',
  replace: 'deleted and made anew',
  read: 'read',
  import: 'taken over',
  move: 'moved',
  forget: 'forgotten, and left as it is',
};

/** What a plan of Terraform is to Score. */
export function toDriverPlan(
  plan: StackPlan,
  more: { isNew: boolean; outputs: JsonObject; verdicts?: StackVerdict[] },
): DriverPlan {
  const { isNew, outputs, verdicts } = more;
  if (!plan.changes) return { action: 'none', changes: [], outputs };
  return {
    action: isNew ? 'create' : 'update',
    changes: toChanges(plan.resources ?? []),
    outputs,
    notes: [...notesOf(plan), ...refusalsIn(verdicts)],
  };
}

/** One line a resource, then its attributes. */
export function toChanges(resources: StackResourceChange[]): FieldChange[] {
  const changes = resources.flatMap(toLines);
  if (changes.length <= MOST_CHANGES) return changes;
  const left = changes.length - MOST_CHANGES;
  return [
    ...changes.slice(0, MOST_CHANGES),
    { field: `and ${left} more`, after: 'on the page of the stack' },
  ];
}

function toLines({
  address,
  action,
  attributes,
}: StackResourceChange): FieldChange[] {
  if (action !== 'update')
    return [{ field: address, after: WORDS[action] ?? action }];
  return attributes.map(({ path, before, after }) => ({
    field: `${address}.${path}`,
    before: inWords(before),
    after: inWords(after),
  }));
}

type Shown = StackResourceChange['attributes'][number]['before'];

function inWords(shown: Shown): string | undefined {
  if (shown === undefined) return undefined;
  if (shown.sensitive) return 'a secret';
  if (shown.unknown) return 'known after apply';
  return typeof shown.value === 'string'
    ? shown.value
    : JSON.stringify(shown.value ?? null);
}

/** What goes stands out: a list of fields would hide it. */
function notesOf({ resources = [], summary }: StackPlan): string[] {
  const gone = resources.filter(
    ({ action, mode }) =>
      mode === 'managed' && (action === 'delete' || action === 'replace'),
  );
  const names = gone.map(({ address }) => address).join(', ');
  return [
    `Terraform: ${summary}.`,
    ...(gone.length > 0 ? [`Deleted or made anew: ${names}.`] : []),
  ];
}

/** An apply would be refused by these. */
function refusalsIn(verdicts: StackVerdict[] = []): string[] {
  return verdicts
    .filter(({ effect }) => effect === 'deny')
    .map(({ message }) => `Refused by a rule of the platform: ${message}`);
}

/**
 * What a stack gives out, by the names of the definition.
 *
 * @throws ConflictError for an output that the module does not have
 */
export function toProvided(
  stack: string,
  given: { open: JsonObject; secret: JsonObject },
  { outputs }: ModuleSettings,
): Provided {
  const names =
    outputs ??
    Object.fromEntries(
      Object.keys({ ...given.open, ...given.secret }).map(name => [name, name]),
    );
  const provided = {
    state: { stack },
    outputs: {} as JsonObject,
    secrets: {} as Record<string, string>,
  };
  for (const [name, output] of Object.entries(names)) {
    if (output in given.secret) {
      provided.secrets[name] = toText(given.secret[output]);
    } else if (output in given.open) {
      provided.outputs[name] = given.open[output];
    } else throw noSuchOutput(name, output, given);
  }
  return provided;
}

/** Open outputs that are known, by the names of the definition. */
export function knownOutputs(
  known: JsonObject,
  { outputs }: ModuleSettings,
): JsonObject {
  if (!outputs) return known;
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([, output]) => output in known)
      .map(([name, output]) => [name, known[output]]),
  );
}

function noSuchOutput(
  name: string,
  output: string,
  { open, secret }: { open: JsonObject; secret: JsonObject },
): ConflictError {
  const there = Object.keys({ ...open, ...secret })
    .sort()
    .join(', ');
  return new ConflictError(
    `settings.outputs.${name} is "${output}", and the module gives out ${
      there || 'nothing'
    }. Name one of those, or add the output to the module`,
  );
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
