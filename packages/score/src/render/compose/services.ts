import { compareText } from '../../diagnostics/diagnostic';
import { substituteText } from '../../placeholder/substitute';
import type { Container, ReadyState } from '../../types';
import { imageFor } from '../images';
import { startOrder } from '../startOrder';
import { checkAmounts } from '../amounts';
import { checkMounts } from '../mountTargets';
import { deployOf } from './amounts';
import type { ComposeService } from './composeFile';
import { configsOf } from './configs';
import { healthcheck } from './healthcheck';
import type { ComposeRendering } from './rendering';
import { commandText, escapeDollars } from './variables';
import { mountsOf } from './volumes';

const CONDITION = {
  started: 'service_started',
  healthy: 'service_healthy',
  complete: 'service_completed_successfully',
} as const satisfies Record<ReadyState, string>;

/**
 * Adds a service for each container of a workload. The first in starting order
 * that keeps running owns the network, under the name of the workload; those
 * that start after it share it, so that they reach each other as localhost.
 *
 * @returns the service that owns the network.
 */
export function renderServices(
  rendering: ComposeRendering,
): ComposeService | undefined {
  const { workload, compose, problems } = rendering;
  const order = startOrder(workload, problems);
  const owner = order.find(({ until }) => until !== 'complete') ?? order[0];
  let ownerService: ComposeService | undefined;
  for (const { name, container, until } of order) {
    const service = renderService(name, container, rendering);
    if (until === 'complete') service.restart = 'no';
    if (name === owner.name) {
      service.networks = { default: { aliases: [workload.metadata.name] } };
      ownerService = service;
    } else if (ownerService) {
      service.network_mode = `service:${serviceName(rendering, owner.name)}`;
    }
    compose.services[serviceName(rendering, name)] = service;
  }
  return ownerService;
}

function serviceName(
  { workload }: ComposeRendering,
  container: string,
): string {
  return `${workload.metadata.name}-${container}`;
}

function renderService(
  name: string,
  container: Container,
  rendering: ComposeRendering,
): ComposeService {
  const { workload, images, missingImage, problems } = rendering;
  const path = ['containers', name];
  checkMounts(name, container, problems);
  checkAmounts(name, container, container.resources ?? {}, problems);
  return {
    image: imageFor(name, container, {
      workload: workload.metadata.name,
      images,
      missingImage,
      problems,
    }),
    ...(container.command
      ? { entrypoint: container.command.map(commandText) }
      : {}),
    ...(container.args ? { command: container.args.map(commandText) } : {}),
    ...environmentOf(name, container, rendering),
    annotations: {
      ...mapTexts(workload.metadata.annotations ?? {}, escapeDollars),
      'compose.score.dev/workload-name': workload.metadata.name,
    },
    ...configsOf(name, container, rendering),
    ...mountsOf(name, container, rendering),
    ...healthcheck(container, path, problems),
    ...dependsOn(name, rendering),
    ...deployOf(container),
  };
}

/** The same texts changed, sorted by key. */
function mapTexts(
  texts: Record<string, string>,
  change: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts)
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, text]) => [key, change(text)]),
  );
}

function environmentOf(
  name: string,
  { variables = {} }: Container,
  rendering: ComposeRendering,
): Pick<ComposeService, 'environment'> {
  const { scope, problems } = rendering;
  const environment: Record<string, string> = {};
  for (const key of Object.keys(variables).sort(compareText)) {
    const resolved = problems.resolving(
      ['containers', name, 'variables', key],
      () => substituteText(variables[key], scope),
    );
    if (resolved !== undefined) {
      environment[key] = rendering.variables.text(resolved);
    }
  }
  return Object.keys(environment).length ? { environment } : {};
}

function dependsOn(
  name: string,
  rendering: ComposeRendering,
): Pick<ComposeService, 'depends_on'> {
  const { containers } = rendering.workload;
  const earlier = Object.keys(containers)
    .sort(compareText)
    .filter(other => Object.hasOwn(containers[other].before ?? {}, name));
  if (!earlier.length) return {};
  return {
    depends_on: Object.fromEntries(
      earlier.map(other => [
        serviceName(rendering, other),
        { condition: CONDITION[containers[other].before![name].ready] },
      ]),
    ),
  };
}
