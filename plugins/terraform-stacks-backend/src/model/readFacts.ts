import { createHash } from 'node:crypto';
import type { StateFacts } from './StackRunInput';

interface StateFile {
  lineage?: string;
  resources?: { mode?: string; instances?: unknown[] }[];
  outputs?: unknown;
}

/**
 * What is kept of a state beside it: how much it holds, and a digest of what it gives out.
 *
 * @param text the state as Terraform writes it; empty for none
 * @returns undefined for one that cannot be read, such as one that OpenTofu has encrypted
 */
export function readFacts(text: string): StateFacts | undefined {
  const state = parse(text);
  if (!state) return undefined;
  const managed = (state.resources ?? []).filter(
    ({ mode }) => mode === 'managed',
  );
  return {
    resources: managed.flatMap(({ instances = [] }) => instances).length,
    outputsDigest: createHash('sha256')
      .update(JSON.stringify([state.lineage, state.outputs ?? {}]))
      .digest('hex'),
  };
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
