import { createHash, createHmac } from 'node:crypto';
import type { StateFacts } from './StackRunInput';

type Outputs = Record<string, { sensitive?: boolean }>;

interface StateFile {
  lineage?: string;
  resources?: { mode?: string; type?: string; instances?: unknown[] }[];
  outputs?: Outputs;
}

/**
 * What is kept of a state beside it: how much it holds, and digests of what it gives out.
 *
 * @param text the state as Terraform writes it; empty for none
 * @param keys of the digests, as a digest that anybody can make tells who guesses a secret that the guess is right;
 *   without any, what is sensitive is no part of it
 * @returns undefined for one that cannot be read, such as one that OpenTofu has encrypted
 */
export function readFacts(
  text: string,
  keys: Buffer[],
): StateFacts | undefined {
  const state = parse(text);
  if (!state) return undefined;
  const types: Record<string, number> = {};
  for (const { mode, type = '', instances = [] } of state.resources ?? []) {
    if (mode !== 'managed') continue;
    types[type] = (types[type] ?? 0) + instances.length;
  }
  const counts = Object.values(types);
  return {
    resources: counts.reduce((sum, one) => sum + one, 0),
    types,
    outputsDigests: digestsOf(state, keys),
  };
}

function digestsOf(
  { lineage, outputs = {} }: StateFile,
  keys: Buffer[],
): string[] {
  const words = (given: Outputs) => JSON.stringify([lineage, given]);
  if (keys.length > 0) {
    return keys.map(key =>
      createHmac('sha256', key).update(words(outputs)).digest('hex'),
    );
  }
  const open = Object.entries(outputs).filter(([, one]) => !one.sensitive);
  const text = words(Object.fromEntries(open));
  return [createHash('sha256').update(text).digest('hex')];
}

function parse(text: string): StateFile | undefined {
  if (text.trim() === '') return {};
  try {
    const state = JSON.parse(text);
    return 'encrypted_data' in state ? undefined : state;
  } catch {
    return undefined;
  }
}
