import { isObject, member, readList, readObject } from '../json/read';

const DEEPEST = 64;

/** Every text and number under a value, as text. */
export function collectTexts(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return [];
  return Object.values(value).flatMap(one => collectTexts(one, depth + 1));
}

/** Every text that a mask of Terraform's marks: `true` for all below it, else the shape of the value. */
function collectMasked(value: unknown, mask: unknown, depth = 0): string[] {
  if (mask === true) return collectTexts(value);
  if (typeof mask !== 'object' || mask === null || depth > DEEPEST) return [];
  return Object.keys(mask).flatMap(name =>
    collectMasked(member(value, name), member(mask, name), depth + 1),
  );
}

/** Every secret that a plan as `show -json` prints it knows to be one. */
export function collectPlanSecrets(raw: unknown): string[] {
  const plan = readObject(raw);
  const changes = [
    ...readList(plan.resource_changes),
    ...readList(plan.resource_drift),
  ].map(one => readObject(one).change);
  return [
    ...[...changes, ...Object.values(readObject(plan.output_changes))].flatMap(
      collectChangeSecrets,
    ),
    ...collectVariables(plan),
    ...collectStateSecrets(plan.prior_state),
    ...collectValues(plan.planned_values),
  ];
}

function collectChangeSecrets(raw: unknown): string[] {
  const change = readObject(raw);
  return [
    ...collectMasked(change.before, change.before_sensitive),
    ...collectMasked(change.after, change.after_sensitive),
  ];
}

// The value of a variable carries no mark; whether it is a secret stands in the configuration.
function collectVariables(plan: object): string[] {
  const root = member(member(plan, 'configuration'), 'root_module');
  const declared = Object.entries(readObject(member(root, 'variables')));
  return declared
    .filter(([, variable]) => readObject(variable).sensitive === true)
    .flatMap(([name, variable]) => [
      ...collectTexts(member(member(member(plan, 'variables'), name), 'value')),
      ...collectTexts(readObject(variable).default),
    ]);
}

/** Every secret of a state as `show -json` prints it. */
export function collectStateSecrets(raw: unknown): string[] {
  return collectValues(readObject(raw).values);
}

function collectValues(raw: unknown): string[] {
  const { outputs, root_module: root } = readObject(raw);
  return [
    ...Object.values(readObject(outputs))
      .filter(output => readObject(output).sensitive === true)
      .flatMap(output => collectTexts(readObject(output).value)),
    ...collectModule(root, 0),
  ];
}

function collectModule(raw: unknown, depth: number): string[] {
  if (!isObject(raw) || depth > DEEPEST) return [];
  return [
    ...readList(raw.resources).flatMap(resource =>
      collectMasked(
        readObject(resource).values,
        readObject(resource).sensitive_values,
      ),
    ),
    ...readList(raw.child_modules).flatMap(one =>
      collectModule(one, depth + 1),
    ),
  ];
}
