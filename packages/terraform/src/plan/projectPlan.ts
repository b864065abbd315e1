import type { JsonObject } from '@backstage/types';
import {
  compact,
  isObject,
  readList,
  readObject,
  readText,
} from '../json/read';
import { collectPlanSecrets } from './collectSecrets';
import { Redactor } from '@towpath/redact';
import { compareValues } from './compareValues';
import { completeMask } from './completeMask';
import { readAction } from './readAction';
import { marksAnything, toShown } from './shownValue';
import type {
  CheckResult,
  OutputChange,
  PlanProjection,
  ResourceChange,
} from './types';

/**
 * The part of `terraform show -json PLAN` that may leave the run. Takes any value: what is not as
 * expected is left out.
 *
 * @param secrets - learns the secrets that the plan marks, and takes them and those that it knew
 *   out of every text of the projection.
 */
export function projectPlan(
  raw: unknown,
  secrets: Redactor = new Redactor(),
): PlanProjection {
  secrets.add(collectPlanSecrets(raw));
  const plan = readObject(raw);
  return secrets.value({
    terraformVersion: readText(plan.terraform_version) ?? '',
    // Versions before 1.5 say neither.
    applyable: plan.applyable !== false && plan.errored !== true,
    complete: plan.complete !== false && plan.errored !== true,
    resources: readChanges(plan.resource_changes),
    drift: readChanges(plan.resource_drift),
    outputs: Object.entries(readObject(plan.output_changes)).flatMap(
      ([name, change]) => readOutput(name, readObject(change)) ?? [],
    ),
    checks: readList(plan.checks).flatMap(readCheck),
  });
}

function readChanges(raw: unknown): ResourceChange[] {
  return readList(raw)
    .map(readObject)
    .flatMap(resource => readChange(resource) ?? []);
}

function readChange(resource: JsonObject): ResourceChange | undefined {
  const address = readText(resource.address);
  if (address === undefined) return undefined;
  const change = readObject(resource.change);
  const actions = readList(change.actions);
  const movedFrom = readText(resource.previous_address);
  const imported = isObject(change.importing);
  const action = readAction(actions, {
    moved: movedFrom !== undefined,
    imported,
  });
  if (action === 'none') return undefined;
  return compact({
    address,
    type: readText(resource.type) ?? '',
    mode: resource.mode === 'data' ? ('data' as const) : ('managed' as const),
    provider: readText(resource.provider_name) ?? '',
    action,
    movedFrom,
    importedAs: imported
      ? readText(readObject(change.importing).id) ?? ''
      : undefined,
    createsFirst:
      action === 'replace' && actions[0] === 'create'
        ? (true as const)
        : undefined,
    deposed: readText(resource.deposed),
    reason: readText(resource.action_reason),
    // What is forgotten goes on as it is.
    attributes:
      action === 'forget'
        ? []
        : readAttributes(readText(resource.type) ?? '', change),
  });
}

function readAttributes(type: string, change: JsonObject) {
  return compareValues({
    before: {
      value: change.before,
      mask: completeMask(type, change.before_sensitive),
    },
    after: {
      value: change.after,
      mask: completeMask(type, change.after_sensitive),
      unknown: change.after_unknown,
    },
    replacePaths: readList(change.replace_paths).map(path =>
      readList(path).filter(
        (name): name is string | number =>
          typeof name === 'string' || typeof name === 'number',
      ),
    ),
  });
}

function readOutput(
  name: string,
  change: JsonObject,
): OutputChange | undefined {
  const actions = readList(change.actions);
  const action = (['create', 'update', 'delete'] as const).find(one =>
    actions.includes(one),
  );
  if (!action) return undefined;
  const { before, after } = change;
  return {
    name,
    action,
    ...(action !== 'create' && {
      before: showOutput(before, change.before_sensitive),
    }),
    ...(action !== 'delete' && {
      after: showOutput(after, change.after_sensitive, change.after_unknown),
    }),
  };
}

// An output is shown as a whole or not at all.
function showOutput(value: unknown, mask: unknown, unknown?: unknown) {
  return toShown({
    value,
    mask: marksAnything(mask),
    unknown: marksAnything(unknown),
  });
}

function readCheck(raw: unknown): CheckResult[] {
  const check = readObject(raw);
  const status = readText(check.status) ?? 'unknown';
  if (status === 'pass' || status === 'unknown') return [];
  const problems = readList(check.instances)
    .flatMap(instance => readList(readObject(instance).problems))
    .flatMap(problem => readText(readObject(problem).message) ?? []);
  const address = readText(readObject(check.address).to_display) ?? '';
  return [{ address, status, problems }];
}
