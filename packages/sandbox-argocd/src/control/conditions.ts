import { type Application, type Condition, timeOf } from '../model.ts';

/** Sets the conditions of these types to the given ones and leaves others alone. */
export function setConditions(
  { status }: Application,
  types: string[],
  conditions: Omit<Condition, 'lastTransitionTime'>[],
  now: Date,
): void {
  const before = status.conditions ?? [];
  const kept = before.filter(({ type }) => !types.includes(type));
  const next = conditions.map(
    condition =>
      before.find(
        ({ type, message }) =>
          type === condition.type && message === condition.message,
      ) ?? { ...condition, lastTransitionTime: timeOf(now) },
  );
  const all = [...kept, ...next];
  if (all.length) status.conditions = all;
  else delete status.conditions;
}
