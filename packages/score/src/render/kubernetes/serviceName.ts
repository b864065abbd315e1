import type { Workload } from '../../types';
import { fitName } from '../names';
import type { Problems } from '../problems';
import type { Reach } from '../reachable';
import { annotation, SERVICE_NAME_ANNOTATION } from './labels';

/** The name of the Service of a workload. */
function serviceNameOf(workload: Workload): string {
  return (
    annotation(workload, SERVICE_NAME_ANNOTATION) ??
    startingWithLetter(workload.metadata.name)
  );
}

/** The same, saying so when it is none or is not the name of the workload. */
export function checkedServiceName(
  workload: Workload,
  problems: Problems,
): string {
  const asked = annotation(workload, SERVICE_NAME_ANNOTATION);
  const name = serviceNameOf(workload);
  if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    problems.error({
      code: 'render/service-name',
      message: `${JSON.stringify(name)} cannot be the name of a Service`,
      path: ['metadata', 'annotations', SERVICE_NAME_ANNOTATION],
      fix: 'write 1 to 63 of a-z, 0-9 and "-", starting with a letter and not ending with "-"',
    });
  }
  if (
    asked === undefined &&
    name !== workload.metadata.name &&
    workload.service?.ports
  ) {
    problems.warn({
      code: 'render/service-name',
      message: `the name of a Service starts with a letter, so it is ${name}`,
      path: ['metadata', 'name'],
      fix: `choose it with the annotation ${SERVICE_NAME_ANNOTATION}`,
    });
  }
  return name;
}

/** A name that may be that of a Service. */
export function startingWithLetter(name: string): string {
  return /^[a-z]/.test(name) ? name : fitName(`svc-${name}`, 63);
}

/** Workloads reach each other through their Services. */
export const serviceReach: Reach = {
  host: serviceNameOf,
  port: ({ port }) => port,
  obstacle: ({ service }) =>
    Object.keys(service?.ports ?? {}).length
      ? undefined
      : 'it offers no port, so it has no Service',
};
