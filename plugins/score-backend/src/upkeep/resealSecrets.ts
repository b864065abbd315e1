import { isError } from '@backstage/errors';
import type { Resealed } from '@towpath/plugin-score-common';
import type { SecretRow, SecretStore } from '../database/SecretStore';

/** Seals every secret with the newest key, and opens each then. It can be stopped, and run again, at any time. */
export async function resealSecrets(
  secrets: SecretStore,
  signal: AbortSignal,
): Promise<Resealed> {
  const result: Resealed = {
    key: secrets.currentKeyId,
    ...{ resealed: 0, proven: 0, left: [] },
  };
  for await (const row of secrets.all(signal)) {
    try {
      if (row.key !== result.key && (await secrets.reseal(row))) {
        result.resealed += 1;
      }
      await secrets.prove(row);
      result.proven += 1;
    } catch (error) {
      result.left.push(toLeft(row, error));
    }
  }
  return result;
}

function toLeft({ resource, output, key }: SecretRow, error: unknown) {
  const problem = isError(error) ? error.message : String(error);
  return { resource, output, key, problem };
}
