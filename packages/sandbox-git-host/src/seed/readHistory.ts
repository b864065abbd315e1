import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

export interface SeedCommit {
  /** Account name. */
  author: string;
  message: string;
  /** Before the first start, such as `9d` or `3h`. */
  age: string;
  /** Made from it, such as `v1.4.0`; annotated, by its author on its day. */
  tags?: string[];
  /** Globs over paths; without them everything that no earlier commit took. */
  paths?: string[];
  /** Globs over files of earlier commits that this one changes. */
  again?: string[];
  /**
   * By path, what stood there at the time: text of the seed, and the text in its place. A later
   * commit has to bring the file again.
   */
  was?: Record<string, Record<string, string>>;
}

export interface RepositoryHistory {
  description?: string;
  private?: boolean;
  commits?: SeedCommit[];
}

/** Reads `history.yaml`: a map by repository name. @throws Error naming the field that is wrong */
export async function readHistory(
  file: string,
): Promise<Record<string, RepositoryHistory>> {
  const text = await readFile(file, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const document = (parse(text) ?? {}) as Record<string, RepositoryHistory>;
  for (const [name, history] of Object.entries(document)) {
    if (!['boolean', 'undefined'].includes(typeof history?.private)) {
      throw new Error(
        `${file}: ${name}.private is "${history.private}": write true or false`,
      );
    }
    (history?.commits ?? []).forEach((commit, index) => {
      const where = `${file}: ${name}.commits[${index}]`;
      for (const field of ['author', 'message', 'age'] as const) {
        if (typeof commit[field] !== 'string')
          throw new Error(`${where}.${field} must be text`);
      }
      if (ageInMs(commit.age) === undefined) {
        throw new Error(
          `${where}.age "${commit.age}" must be a number and m, h, d or w, such as 9d`,
        );
      }
    });
  }
  return document;
}

const UNITS: Record<string, number> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** `9d` in milliseconds, or undefined when it is not an age. */
export function ageInMs(age: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([mhdw])$/.exec(age) ?? [];
  return unit ? Number(amount) * UNITS[unit] : undefined;
}
