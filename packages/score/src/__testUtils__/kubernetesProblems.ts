import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What the schemas of Kubernetes say against objects; empty when all are valid. */
export function kubernetesProblems(objects: unknown[]): string[] {
  const script = join(__dirname, 'validateKubernetes.mjs');
  return JSON.parse(
    execFileSync(process.execPath, [script], {
      input: JSON.stringify(objects),
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    }),
  );
}
