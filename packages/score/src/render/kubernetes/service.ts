import type { IService } from 'kubernetes-models/v1/Service';
import type { IServicePort } from 'kubernetes-models/v1/ServicePort';
import { compareText } from '../../diagnostics/diagnostic';
import type { Rendering } from './rendering';
import { INSTANCE_LABEL } from './labels';

/** The Service of a workload, when it offers a port. */
export function renderService(rendering: Rendering): IService[] {
  const ports = servicePorts(rendering);
  if (!ports.length) return [];
  return [serviceOf(rendering, rendering.names.service, { ports })];
}

/** The Service that gives each pod of a StatefulSet a name of its own. */
export function renderHeadlessService(rendering: Rendering): IService {
  const ports = servicePorts(rendering);
  return serviceOf(rendering, rendering.names.headless, {
    clusterIP: 'None',
    ...(ports.length ? { ports } : {}),
  });
}

function serviceOf(
  { names, meta }: Rendering,
  name: string,
  spec: IService['spec'],
): IService {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta(name),
    spec: { selector: { [INSTANCE_LABEL]: names.instance }, ...spec },
  };
}

function servicePorts({ workload, problems }: Rendering): IServicePort[] {
  const ports = workload.service?.ports ?? {};
  const taken = new Map<string, string>();
  return Object.keys(ports)
    .sort(compareText)
    .map(name => {
      const { port, protocol = 'TCP', targetPort = port } = ports[name];
      const earlier = taken.get(`${port}/${protocol}`);
      if (earlier) {
        problems.error({
          code: 'render/repeated-port',
          message: `${name} and ${earlier} are both port ${port} ${protocol}; Kubernetes takes each once`,
          path: ['service', 'ports', name, 'port'],
          fix: 'give one of them another port; targetPort may be the same',
        });
      }
      taken.set(`${port}/${protocol}`, name);
      return { name, port, protocol, targetPort };
    });
}
