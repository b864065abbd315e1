import type { ConfigDifference } from '@towpath/plugin-environment-common';
import { pairSettings, plainNames } from './pairSettings';
import type { Settings } from './settingsOf';

/** What differs, object by object; generated objects go by their name without the hash of their content. */
export function compareSettings(
  from: Settings[],
  to: Settings[],
): ConfigDifference[] {
  const [plainFrom, plainTo] = [plainNames(from), plainNames(to)];
  const names = new Map([...plainFrom, ...plainTo]);
  return pairSettings(from, to, names).flatMap(([before, after]) => {
    const one = (after ?? before)!;
    const resource = `${one.kind} ${names.get(one)}`;
    const paths = new Set([
      ...(before?.values.keys() ?? []),
      ...(after?.values.keys() ?? []),
    ]);
    return [...paths].sort().flatMap(path => {
      const left = withPlainNames(before?.values.get(path), plainFrom);
      const right = withPlainNames(after?.values.get(path), plainTo);
      if (left?.text === right?.text) return [];
      return [{ resource, path, from: shown(left), to: shown(right) }];
    });
  });
}

type Value = { text: string; hidden?: boolean } | undefined;

/** What refers to a generated object refers to the same one, whatever is in it. */
function withPlainNames(value: Value, names: Map<Settings, string>): Value {
  if (!value || value.hidden) return value;
  const text = [...names].reduce(
    (rest, [{ name }, plain]) =>
      plain === name ? rest : replaceName(rest, name, plain),
    value.text,
  );
  return { text };
}

function replaceName(text: string, name: string, plain: string): string {
  return text
    .split(/([^\w.-]+)/)
    .map(word => (word === name ? plain : word))
    .join('');
}

const LONGEST = 500;

function shown(value: Value): string | undefined {
  if (!value) return undefined;
  if (value.hidden) return '(not shown)';
  const { text } = value;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
