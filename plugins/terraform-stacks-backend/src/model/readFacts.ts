import { createHash, createHmac } from 'node:crypto';
import type { StateFacts } from './StackRunInput';

type Outputs = Record<string, { sensitive?: boolean }>;

interface StateFile {
  lineage?: string;
  resources?: { mode?: string; instances?: unknown[] }[];
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
  const managed = (state.resources ?? []).filter(
    ({ mode }) => mode === 'managed',
  );
  return {
    resources: managed.flatMap(({ instances = [] }) => instances).length,
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
