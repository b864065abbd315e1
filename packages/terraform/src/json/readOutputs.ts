import type { JsonValue } from '@backstage/types';
import { readObject } from './read';

/** A value that the module gives out; one that is sensitive is given as `value` to nobody but the caller. */
export interface Output {
  sensitive: boolean;
  value: JsonValue;
}

/** Outputs as a state and `output -json` have them, sensitive ones too; none of what is no object. */
export function readOutputs(raw: unknown): Record<string, Output> {
  const outputs = Object.entries(readObject(raw)).map(([name, output]) => {
    const { sensitive, value = null } = readObject(output);
    return [name, { sensitive: sensitive === true, value }];
  });
  return Object.fromEntries(outputs);
}
