import { stripVTControlCharacters } from 'node:util';
import { SecretIndex, SHORTEST_SECRET } from './SecretIndex.ts';

const MARK = '***';
const DEEPEST = 64;

/**
 * Takes known secrets out of all that is stored or shown, in clear or encoded. The one place that does
 * so.
 */
export class Redactor {
  readonly #secrets = new Set<string>();
  #index: SecretIndex | undefined;

  constructor(secrets: Iterable<string> = []) {
    this.add(secrets);
  }

  /** Secrets that are shorter than six characters are left out. */
  add(secrets: Iterable<string>): void {
    for (const secret of secrets) {
      if (secret.trim().length >= SHORTEST_SECRET) this.#secrets.add(secret);
    }
    this.#index = undefined;
  }

  /** All that it knows, for a file that only its owner reads and nothing else. */
  known(): string[] {
    return [...this.#secrets];
  }

  /** The text with `***` in the place of every secret. */
  text(text: string): string {
    if (this.#secrets.size === 0) return text;
    this.#index ??= new SecretIndex(this.#secrets);
    return this.#index.replace(text, MARK);
  }

  /** The same for a text that was wrapped for people: a secret with spaces in it may go on in the next line. */
  wrapped(text: string): string {
    const lines = this.text(stripVTControlCharacters(text).trim());
    const flat = lines.replace(/\s*\n[│\s]*/g, ' ');
    const taken = this.text(flat);
    return taken === flat ? lines : taken;
  }

  /** The value with every text in it, names included, without secrets. */
  value<T>(value: T): T {
    return this.#walk(value, 0) as T;
  }

  #walk(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') {
      const text = String(value);
      return this.#secrets.has(text) ? MARK : value;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST) return MARK;
    if (Array.isArray(value)) return value.map(v => this.#walk(v, depth + 1));
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    return Object.fromEntries(
      entries.map(([name, v]) => [this.text(name), this.#walk(v, depth + 1)]),
    );
  }
}
