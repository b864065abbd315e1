import { secretForms } from './secretForms.ts';

/** A shorter form stands in every other word, so none is looked for. */
export const SHORTEST_SECRET = 6;

// What Terraform quotes is cut off at 8 KiB, so a long secret is known by its parts as well.
const LONG = 1024;
const PART = 64;

/**
 * Finds secrets in a text, however many and however long they are: the first one, and of those that
 * begin there the longest. No regular expression, as one of this size is refused with an error that
 * shows it.
 */
export class SecretIndex {
  /** By their first characters, then by their length, the greatest first. */
  readonly #forms = new Map<string, Map<number, Set<string>>>();
  /** Tells at nearly every place of a text, and without a look into the map, that no secret begins there. */
  readonly #beginnings = new Uint8Array(2 ** 16);

  constructor(secrets: Iterable<string>) {
    const forms = new Set(
      [...secrets]
        .flatMap(secretForms)
        .flatMap(form => [form, ...partsOf(form)])
        .filter(form => form.length >= SHORTEST_SECRET),
    );
    // Else the beginning of a longer secret would be taken for a shorter one.
    [...forms]
      .sort((a, b) => b.length - a.length)
      .forEach(form => this.#add(form));
  }

  #add(form: string): void {
    const beginning = form.slice(0, SHORTEST_SECRET);
    const alike = this.#forms.get(beginning) ?? new Map<number, Set<string>>();
    const same = alike.get(form.length) ?? new Set<string>();
    this.#forms.set(beginning, alike.set(form.length, same.add(form)));
    this.#beginnings[readPair(form, 0)] = 1;
  }

  /** The text with `mark` in the place of every secret. */
  replace(text: string, mark: string): string {
    const parts: string[] = [];
    let rest = 0;
    for (let at = 0; at <= text.length - SHORTEST_SECRET; ) {
      const form = this.#findAt(text, at);
      if (form === undefined) {
        at++;
      } else {
        parts.push(text.slice(rest, at), mark);
        at += form.length;
        rest = at;
      }
    }
    return rest === 0 ? text : parts.join('') + text.slice(rest);
  }

  #findAt(text: string, at: number): string | undefined {
    if (!this.#beginnings[readPair(text, at)]) return undefined;
    const alike = this.#forms.get(text.slice(at, at + SHORTEST_SECRET));
    for (const [length, forms] of alike ?? []) {
      const found = text.slice(at, at + length);
      if (forms.has(found)) return found;
    }
    return undefined;
  }
}

function partsOf(form: string): string[] {
  if (form.length <= LONG) return [];
  const count = Math.floor(form.length / PART);
  return Array.from({ length: count }, (_, at) => {
    const isLast = at === count - 1;
    return form.slice(at * PART, isLast ? undefined : (at + 1) * PART);
  });
}

/** Two characters as a number of two bytes; beyond Latin letters some have the same one. */
function readPair(text: string, at: number): number {
  const pair = text.charCodeAt(at) * 256 + text.charCodeAt(at + 1);
  return pair % 2 ** 16;
}
