import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { renderCompose } from '../render/compose/renderCompose';
import type { SideFile } from '../render/compose/rendering';
import type { Need } from '../render/needs';
import { profileProblems, profiles } from '../render/kubernetes/profile';
import type { KubernetesProfile } from '../render/kubernetes/profile';
import {
  namespaceProblem,
  renderKubernetes,
} from '../render/kubernetes/renderKubernetes';
import type { RenderOptions } from '../render/kubernetes/renderKubernetes';
import { planResources } from '../resources/plan';
import type { Workload } from '../types';
import { readInput, reason } from './files';
import { readImages } from './images';
import type { Invocation } from './options';
import { readMap, readOutputs } from './outputsFile';
import { allValid, readFiles, reportsOf, workloadsOf } from './readings';
import type { ReadFile } from './readings';
import { readSource } from './readSource';
import { writeJson, writeReports } from './report';
import type { FileReport } from './report';
import { UsageError } from './terminal';
import type { Terminal } from './terminal';

/** What a target made of the workloads. */
interface Rendered {
  /** The text of the main file. */
  text: string;
  /** The same as data, for `--format json`. */
  data: Record<string, unknown>;
  files: SideFile[];
  diagnostics: Diagnostic[];
}

/** `score render FILE…` */
export async function render(
  invocation: Invocation,
  terminal: Terminal,
): Promise<number> {
  const { format } = invocation;
  const files = await readFiles(invocation, terminal, 'normalise');
  if (!allValid(reportsOf(files))) {
    writeFindings(reportsOf(files), format, terminal);
    return 1;
  }
  const rendered = await renderTo(invocation, files, terminal);
  const reports = reportsOf(files, rendered.diagnostics);
  if (!allValid(reports)) {
    writeFindings(reports, format, terminal);
    return 1;
  }
  await writeRendered(rendered, reports, invocation, terminal);
  return 0;
}

async function renderTo(
  invocation: Invocation,
  files: ReadFile[],
  terminal: Terminal,
): Promise<Rendered> {
  const workloads = workloadsOf(files);
  const options = await renderOptions(invocation, files, workloads, terminal);
  const { target = 'kubernetes', tier, namespace, profile } = invocation.values;
  if (target === 'compose') return toCompose(workloads, options);
  if (target !== 'kubernetes') {
    throw new UsageError(
      `--target ${target} is not known; choose kubernetes or compose`,
    );
  }
  const problem =
    namespace === undefined ? undefined : namespaceProblem(namespace);
  if (problem) throw new UsageError(`--namespace: ${problem}`);
  const { objects, needs, diagnostics } = renderKubernetes(workloads, {
    ...options,
    tier,
    namespace,
    profile: await readProfile(profile, terminal),
  });
  return {
    text: needsHead(needs) + objects.map(toYaml).join('---\n'),
    data: { objects, needs },
    files: [],
    diagnostics,
  };
}

/** Comments that say what somebody else has to make. */
function needsHead(needs: Need[]): string {
  if (!needs.length) return '';
  const lines = needs.map(({ kind, name, keys, resource }) => {
    const of = keys.length ? `: ${keys.join(', ')}` : '';
    return `#   ${kind} ${name}${of} (${resource})\n`;
  });
  return `# To be made by whoever provides the resources:\n${lines.join('')}`;
}

function toCompose(workloads: Workload[], options: RenderOptions): Rendered {
  const { compose, files, variables, diagnostics } = renderCompose(
    workloads,
    options,
  );
  const needed = variables.map(({ name }) => name).join(', ');
  const head = needed ? `# Set in .env or the environment: ${needed}\n` : '';
  return {
    text: compose ? head + toYaml(compose) : '',
    data: { compose, variables },
    files,
    diagnostics,
  };
}

/** Quotes what older YAML readers, Kubernetes' too, take for something else. */
function toYaml(value: unknown): string {
  return stringify(value, {
    lineWidth: 0,
    aliasDuplicateObjects: false,
    compat: 'yaml-1.1',
  });
}

async function renderOptions(
  { values }: Invocation,
  files: ReadFile[],
  workloads: Workload[],
  terminal: Terminal,
): Promise<RenderOptions> {
  const outputs =
    values.outputs === undefined
      ? undefined
      : readOutputs(
          await readInput(values.outputs, terminal),
          planResources(workloads),
        );
  return {
    outputs,
    unknownOutputs: 'refer',
    missingImage: 'name',
    images: readImages(values.image ?? [], workloads),
    readSource: sourceReader(files, terminal),
  };
}

/** Reads sources from the folder of the Score file and below, nowhere else. */
function sourceReader(files: ReadFile[], terminal: Terminal) {
  return (source: string, workload: Workload): Uint8Array => {
    const file = files.find(({ reading }) => reading.workload === workload);
    return readSource(source, resolve(terminal.cwd, file?.name ?? 'stdin'));
  };
}

async function readProfile(
  given: string | undefined,
  terminal: Terminal,
): Promise<KubernetesProfile> {
  if (given === undefined) return profiles.plain;
  if (Object.hasOwn(profiles, given)) {
    return profiles[given as keyof typeof profiles];
  }
  const value = readMap(await readInput(given, terminal));
  const problems = profileProblems(value);
  if (problems.length) {
    throw new UsageError(`${given}: ${problems.join('; ')}`);
  }
  return value as KubernetesProfile;
}

async function writeRendered(
  { text, data, files }: Rendered,
  reports: FileReport[],
  { values, format }: Invocation,
  terminal: Terminal,
): Promise<void> {
  const { output } = values;
  const compose = values.target === 'compose';
  if (files.length && output === undefined && format === 'human') {
    throw new UsageError(
      'a file of a container is not text, so it is written beside the Compose file; give --output FOLDER',
    );
  }
  if (output !== undefined) {
    const main = compose ? `${output}/compose.yaml` : output;
    await writeTo(main, text, terminal);
    for (const { path, bytes } of files) {
      await writeTo(`${output}/${path}`, bytes, terminal);
    }
  }
  if (format === 'human') {
    if (output === undefined) terminal.stdout.write(text);
    writeFindings(
      reports.filter(({ diagnostics }) => diagnostics.length),
      format,
      terminal,
    );
  } else if (format === 'json') {
    writeJson({ valid: true, files: reports, ...data }, terminal);
  } else {
    writeReports(reports, format, terminal);
  }
}

/** Findings go to standard error, so that standard output is the result. */
function writeFindings(
  reports: FileReport[],
  format: string,
  terminal: Terminal,
): void {
  const out =
    format === 'human' ? { ...terminal, stdout: terminal.stderr } : terminal;
  writeReports(reports, format, out);
}

async function writeTo(
  name: string,
  content: string | Uint8Array,
  terminal: Terminal,
): Promise<void> {
  const path = resolve(terminal.cwd, name);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  } catch (error) {
    throw new UsageError(`cannot write ${name}: ${reason(error)}`);
  }
}
