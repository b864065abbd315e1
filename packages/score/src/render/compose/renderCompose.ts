import type { Diagnostic } from '../../diagnostics/diagnostic';
import {
  compareText,
  hasErrors,
  sortDiagnostics,
} from '../../diagnostics/diagnostic';
import { planResources } from '../../resources/plan';
import type { ResourcePlan } from '../../resources/plan';
import type { Workload } from '../../types';
import type { RenderOptions } from '../kubernetes/renderKubernetes';
import { knownOutputs } from '../knownOutputs';
import type { Known } from '../knownOutputs';
import { Problems } from '../problems';
import type { Reach } from '../reachable';
import { renderScope } from '../scope';
import type { ComposeFile } from './composeFile';
import { publishPorts } from './ports';
import type { ComposeRendering, SideFile } from './rendering';
import { renderServices } from './services';
import { ComposeVariables } from './variables';
import type { ComposeVariable } from './variables';

/** @public */
export interface ComposeOptions extends RenderOptions {
  /**
   * Whether the ports that workloads offer are open on 127.0.0.1. Default true.
   */
  publish?: boolean;
}

/** @public */
export interface ComposeResult {
  /** Missing when there is an error. */
  compose?: ComposeFile;
  /** Files to write beside the Compose file; it names them. */
  files: SideFile[];
  /** What has to be set where Compose runs. */
  variables: ComposeVariable[];
  diagnostics: Diagnostic[];
}

/** Every workload is an alias on the one network, with or without ports. */
const aliasReach: Reach = {
  host: ({ metadata }) => metadata.name,
  port: ({ port, targetPort = port }) => targetPort,
  obstacle: () => undefined,
};

/**
 * Renders workloads to one Compose file. The same input gives the same output.
 * Needs Docker Compose 2.23.1 or later, which keeps small files inline.
 *
 * @public
 */
export function renderCompose(
  workloads: Workload[],
  options: ComposeOptions = {},
): ComposeResult {
  const plan = planResources(workloads);
  const shared = {
    compose: { services: {} } as ComposeFile,
    files: [] as SideFile[],
    variables: new ComposeVariables(),
  };
  const known = knownOutputs(workloads, plan, options, aliasReach);
  const diagnostics = [...plan.diagnostics, ...known.diagnostics];
  const published = new Map<string, string>();
  const sorted = [...workloads].sort((a, b) =>
    compareText(a.metadata.name, b.metadata.name),
  );
  for (const workload of sorted) {
    const problems = new Problems(workload.metadata.name);
    const rendering = {
      ...shared,
      ...renderingOf(workload, { plan, known, problems }, options),
    };
    const owner = renderServices(rendering);
    if (owner && options.publish !== false) {
      publishPorts(owner, rendering, published);
    }
    diagnostics.push(...problems.diagnostics);
  }
  const all = sortDiagnostics(diagnostics);
  return {
    ...(hasErrors(all) ? {} : { compose: shared.compose }),
    files: shared.files,
    variables: shared.variables.list(),
    diagnostics: all,
  };
}

/** What the renderings of one call share, and where one says its problems. */
interface Shared {
  plan: ResourcePlan;
  known: Known;
  problems: Problems;
}

function renderingOf(
  workload: Workload,
  { plan, known, problems }: Shared,
  options: ComposeOptions,
): Omit<ComposeRendering, 'compose' | 'files' | 'variables'> {
  const { missingImage = 'error', images, readSource } = options;
  const { outputs, unknownOutputs } = known;
  return {
    workload,
    plan,
    scope: renderScope(workload, { plan, outputs, unknownOutputs }),
    outputs,
    unknownOutputs,
    images,
    missingImage,
    readSource,
    problems,
  };
}
