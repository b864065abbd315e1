import { isMap } from '@towpath/resource-definitions';
import { formatPath } from '@towpath/score';

/** One step into an object: a key, a place in a list, or an item of a list by what it is called. */
export type Step = string | number | { by: string; is: unknown };

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: unknown, path: readonly Step[]): unknown {
  return path.reduce(childAt, value);
}

function childAt(value: unknown, step: Step): unknown {
  if (typeof step === 'object') {
    return Array.isArray(value)
      ? value.find(item => isMap(item) && item[step.by] === step.is)
      : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, step)
    ? (value as Record<Step & string, unknown>)[step as string]
    : undefined;
}

/** `spec.template.spec.containers[name=shop].image` */
export function formatSteps(path: readonly Step[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'object') return `${text}[${step.by}=${step.is}]`;
    const one = formatPath([step]);
    return text === '' || one.startsWith('[') ? text + one : `${text}.${one}`;
  }, '');
}

/** The keys of a JSON pointer. */
export function pointerKeys(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(key => key.replace(/~1/g, '/').replace(/~0/g, '~'));
}
