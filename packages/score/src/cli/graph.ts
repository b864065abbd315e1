import { planResources } from '../resources/plan';
import type { PlannedResource, ResourcePlan } from '../resources/plan';
import { startOrder } from '../render/startOrder';
import { Problems } from '../render/problems';
import type { Workload } from '../types';
import type { Invocation } from './options';
import { allValid, readFiles, reportsOf, workloadsOf } from './readings';
import { writeJson, writeReports } from './report';
import type { Terminal } from './terminal';

/** `score graph FILE…` */
export async function graph(
  invocation: Invocation,
  terminal: Terminal,
): Promise<number> {
  const { format } = invocation;
  const files = await readFiles(invocation, terminal, 'normalise');
  const workloads = workloadsOf(files);
  const plan = planResources(workloads);
  const reports = reportsOf(files, plan.diagnostics);
  const valid = allValid(reports);
  if (format === 'sarif') writeReports(reports, format, terminal);
  else if (format === 'json') {
    writeJson({ valid, files: reports, ...asData(workloads, plan) }, terminal);
  } else if (!valid) {
    writeReports(reports, 'human', { ...terminal, stdout: terminal.stderr });
  } else {
    terminal.stdout.write(drawAs(format, workloads, plan));
  }
  return valid ? 0 : 1;
}

/** Containers in the order in which they start. */
function containersOf(workload: Workload): string[] {
  return startOrder(workload, new Problems('')).map(({ name }) => name);
}

function asData(workloads: Workload[], plan: ResourcePlan) {
  return {
    workloads: workloads.map(workload => ({
      name: workload.metadata.name,
      containers: containersOf(workload),
      resources: Object.fromEntries(
        Object.keys(workload.resources ?? {}).map(name => [
          name,
          plan.uidOf(workload.metadata.name, name),
        ]),
      ),
    })),
    resources: plan.resources,
  };
}

function asText(workloads: Workload[], { resources }: ResourcePlan): string {
  const lines = workloads.map(
    workload =>
      `${workload.metadata.name}: starts ${containersOf(workload).join(
        ', then ',
      )}`,
  );
  if (resources.length)
    lines.push('', 'Resources, in the order to provide them:');
  resources.forEach((resource, at) => {
    lines.push(
      `  ${at + 1}. ${resource.uid}`,
      `     used by ${users(resource)}`,
    );
    if (resource.dependsOn.length) {
      lines.push(`     needs ${resource.dependsOn.join(', ')}`);
    }
  });
  return `${lines.join('\n')}\n`;
}

function users({ usedBy }: PlannedResource): string {
  return usedBy
    .map(({ workload, resource }) => `${workload} as ${resource}`)
    .join(', ');
}

/** Every arrow of the picture: from what needs to what is needed. */
function arrows({ resources }: ResourcePlan): [string, string][] {
  return resources.flatMap(({ uid, usedBy, dependsOn }) => [
    ...[...new Set(usedBy.map(({ workload }) => workload))].map(
      (workload): [string, string] => [workload, uid],
    ),
    ...dependsOn.map((needed): [string, string] => [uid, needed]),
  ]);
}

function asMermaid(workloads: Workload[], plan: ResourcePlan): string {
  const ids = new Map<string, string>();
  workloads.forEach(({ metadata }, at) => ids.set(metadata.name, `w${at + 1}`));
  plan.resources.forEach(({ uid }, at) => ids.set(uid, `r${at + 1}`));
  return [
    'flowchart LR',
    ...workloads.map(
      ({ metadata: { name } }) => `  ${ids.get(name)}["${name}"]`,
    ),
    ...plan.resources.map(
      ({ uid }) => `  ${ids.get(uid)}(["${uid.replace('#', '#35;')}"])`,
    ),
    ...arrows(plan).map(
      ([from, to]) => `  ${ids.get(from)} --> ${ids.get(to)}`,
    ),
    '',
  ].join('\n');
}

function asDot(workloads: Workload[], plan: ResourcePlan): string {
  return [
    'digraph score {',
    '  rankdir=LR;',
    ...workloads.map(({ metadata }) => `  "${metadata.name}" [shape=box];`),
    ...plan.resources.map(({ uid }) => `  "${uid}";`),
    ...arrows(plan).map(([from, to]) => `  "${from}" -> "${to}";`),
    '}',
    '',
  ].join('\n');
}

function drawAs(
  format: string,
  workloads: Workload[],
  plan: ResourcePlan,
): string {
  if (format === 'mermaid') return asMermaid(workloads, plan);
  return format === 'dot' ? asDot(workloads, plan) : asText(workloads, plan);
}
