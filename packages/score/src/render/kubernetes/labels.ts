import { compareText } from '../../diagnostics/diagnostic';
import type { Workload } from '../../types';

export const NAME_LABEL = 'app.kubernetes.io/name';
export const INSTANCE_LABEL = 'app.kubernetes.io/instance';
export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';

/** Annotations that say how to render rather than being rendered. */
const PREFIX = 'k8s.score.dev/';
export const KIND_ANNOTATION = `${PREFIX}kind`;
export const SERVICE_NAME_ANNOTATION = `${PREFIX}service-name`;
export const WORKLOAD_NAME_ANNOTATION = `${PREFIX}workload-name`;

/** One annotation of a workload. */
export function annotation(
  { metadata }: Workload,
  name: string,
): string | undefined {
  const { annotations = {} } = metadata;
  return Object.hasOwn(annotations, name) ? annotations[name] : undefined;
}

/** The annotations of a workload that go onto its pods, sorted. */
export function podAnnotations({ metadata }: Workload): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata.annotations ?? {})
      .filter(([name]) => !name.startsWith(PREFIX))
      .sort(([a], [b]) => compareText(a, b)),
  );
}
