import { compareText } from '../../diagnostics/diagnostic';
import type { ComposeService } from './composeFile';
import type { ComposeRendering } from './rendering';

/**
 * Opens the ports that a workload offers on 127.0.0.1. A port that another
 * workload has taken stays closed, with a warning.
 */
export function publishPorts(
  owner: ComposeService,
  { workload, problems }: ComposeRendering,
  taken: Map<string, string>,
): void {
  const { name } = workload.metadata;
  const ports = workload.service?.ports ?? {};
  const open: NonNullable<ComposeService['ports']> = [];
  for (const portName of Object.keys(ports).sort(compareText)) {
    const { port, protocol = 'TCP', targetPort = port } = ports[portName];
    const key = `${port}/${protocol}`;
    const other = taken.get(key);
    if (other) {
      problems.warn({
        code: 'render/port-taken',
        message: `port ${port} of this machine is taken by ${other}, so ${portName} is not open on it`,
        path: ['service', 'ports', portName, 'port'],
        fix: 'other containers still reach it; override the port to open it',
      });
      continue;
    }
    taken.set(key, name);
    open.push({
      name: portName,
      target: targetPort,
      published: String(port),
      protocol: protocol === 'UDP' ? 'udp' : 'tcp',
      host_ip: '127.0.0.1',
    });
  }
  if (open.length) owner.ports = open;
}
