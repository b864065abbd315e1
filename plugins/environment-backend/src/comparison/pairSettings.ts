import type { Settings } from './settingsOf';

export type Pair = [Settings | undefined, Settings | undefined];

/** As kustomize ends the name of a generated object: ten characters of a hash, of these alone. */
const HASH = /-[2456789bcdfghkmt]{10}$/;

/** A name without the hash of its content, where it has one and no other object would be called so. */
export function plainNames(all: Settings[]): Map<Settings, string> {
  const plain = (one: Settings) =>
    ['ConfigMap', 'Secret'].includes(one.kind)
      ? one.name.replace(HASH, '')
      : one.name;
  const isAlone = (one: Settings) =>
    all.every(
      other =>
        other === one ||
        other.kind !== one.kind ||
        other.namespace !== one.namespace ||
        plain(other) !== plain(one),
    );
  return new Map(
    all.map(one => [one, isAlone(one) ? plain(one) : one.name] as const),
  );
}

/**
 * Pairs the objects of two environments by kind and name; then by what is left of their names without what
 * an environment puts before or behind each of them; then the only ones of a kind.
 */
export function pairSettings(
  from: Settings[],
  to: Settings[],
  names: Map<Settings, string>,
): Pair[] {
  const partners = new Map<Settings, Settings>();
  const rest = (all: Settings[]) =>
    all.filter(
      one => !partners.has(one) && ![...partners.values()].includes(one),
    );
  const nameOf = (one: Settings) => names.get(one)!;
  const round = (key: (one: Settings, all: Settings[]) => string) => {
    const [left, right] = [rest(from), rest(to)];
    for (const one of left) {
      const wanted = key(one, left);
      const fits = rest(right).filter(other => key(other, right) === wanted);
      const rivals = left.filter(other => key(other, left) === wanted);
      if (fits.length === 1 && rivals.length === 1) partners.set(one, fits[0]);
    }
  };
  round(one => `${one.kind} ${one.namespace} ${nameOf(one)}`);
  round(one => `${one.kind} ${nameOf(one)}`);
  round(
    (one, all) => `${one.kind} ${withoutShared(nameOf(one), all.map(nameOf))}`,
  );
  round(one => one.kind);
  return [
    ...from.map((one): Pair => [one, partners.get(one)]),
    ...rest(to).map((one): Pair => [undefined, one]),
  ];
}

/** A name without the words that all of an environment's names begin or end with: `eu-shop` is `shop`. */
function withoutShared(name: string, all: string[]): string {
  const words = all.map(one => one.split('-'));
  if (words.length < 2) return name;
  // One word at least stays of each.
  const most = Math.min(...words.map(one => one.length)) - 1;
  const head = countShared(words, most);
  const tail = countShared(
    words.map(one => one.toReversed()),
    most - head,
  );
  const own = name.split('-');
  return own.slice(head, own.length - tail).join('-');
}

/** How many words all have in common at their beginning, at most. */
function countShared([first, ...others]: string[][], most: number): number {
  const differs = first.findIndex((word, at) =>
    others.some(one => one[at] !== word),
  );
  return Math.min(most, differs < 0 ? first.length : differs);
}
