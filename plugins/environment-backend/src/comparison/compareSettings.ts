import type { ConfigDifference } from '@towpath/plugin-environment-common';
import type { Settings } from './settingsOf';

/** What differs, object by object. Objects are paired by kind and name; a kind's only one by kind. */
export function compareSettings(
  from: Settings[],
  to: Settings[],
): ConfigDifference[] {
  return pair(from, to).flatMap(([before, after]) => {
    const { kind, name } = (after ?? before)!;
    const resource = `${kind} ${name}`;
    const paths = new Set([
      ...(before?.values.keys() ?? []),
      ...(after?.values.keys() ?? []),
    ]);
    return [...paths].sort().flatMap(path => {
      const left = before?.values.get(path);
      const right = after?.values.get(path);
      if (left?.text === right?.text) return [];
      return [{ resource, path, from: shown(left), to: shown(right) }];
    });
  });
}

function shown(
  value: { text: string; hidden?: boolean } | undefined,
): string | undefined {
  return value?.hidden ? '(not shown)' : value?.text;
}

function pair(
  from: Settings[],
  to: Settings[],
): [Settings | undefined, Settings | undefined][] {
  const partnerOf = (one: Settings, own: Settings[], others: Settings[]) => {
    const isKind = ({ kind }: Settings) => kind === one.kind;
    const rest = others.filter(isKind);
    return (
      rest.find(({ name }) => name === one.name) ??
      (rest.length === 1 && own.filter(isKind).length === 1
        ? rest[0]
        : undefined)
    );
  };
  const pairs = from.map((one): [Settings, Settings | undefined] => [
    one,
    partnerOf(one, from, to),
  ]);
  const paired = new Set(pairs.map(([, partner]) => partner));
  return [
    ...pairs,
    ...to
      .filter(one => !paired.has(one))
      .map((one): [undefined, Settings] => [undefined, one]),
  ];
}
