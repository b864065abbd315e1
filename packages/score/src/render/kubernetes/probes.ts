import type { IProbe } from 'kubernetes-models/v1/Probe';
import type { PathSegment } from '../../diagnostics/diagnostic';
import type { Probe } from '../../types';
import type { Problems } from '../problems';
import type { ProbeTiming } from './profile';

/**
 * A probe as Kubernetes writes it. Kubernetes takes one check; of two, `exec`
 * counts, as the specification prefers it.
 */
export function probeOf(
  probe: Probe,
  timing: ProbeTiming | undefined,
  path: PathSegment[],
  problems: Problems,
): IProbe {
  const { exec, httpGet } = probe;
  if (exec && httpGet) {
    problems.warn({
      code: 'render/two-checks',
      message:
        'the probe has exec and httpGet; Kubernetes takes one, so exec is used',
      path,
      fix: 'remove one of the two',
    });
  }
  if (exec) return { exec: { command: exec.command }, ...timing };
  if (!httpGet) return { ...timing };
  const { port, path: requestPath, host, scheme, httpHeaders } = httpGet;
  return {
    httpGet: {
      path: requestPath,
      port,
      ...(host === undefined ? {} : { host }),
      ...(scheme === undefined ? {} : { scheme }),
      ...(httpHeaders?.length
        ? {
            httpHeaders: httpHeaders.map(({ name, value }) => ({
              name,
              value,
            })),
          }
        : {}),
    },
    ...timing,
  };
}
