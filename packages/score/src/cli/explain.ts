import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { CODES } from '../diagnostics/codes';
import { formatPath } from '../diagnostics/diagnostic';
import { suggest } from '../diagnostics/suggest';
import { placeholderTexts } from '../placeholder/places';
import { refsIn } from '../placeholder/tokens';
import { Problems } from '../render/problems';
import { startOrder } from '../render/startOrder';
import { planResources } from '../resources/plan';
import { describeField, fieldNames } from '../schema/describeField';
import type { Workload } from '../types';
import type { Invocation } from './options';
import { allValid, readFiles, reportsOf, workloadsOf } from './readings';
import { writeJson, writeReports } from './report';
import { UsageError } from './terminal';
import type { Terminal } from './terminal';

/** `score explain NAME…`: files, fields or codes. */
export async function explain(
  invocation: Invocation,
  terminal: Terminal,
): Promise<number> {
  const { names, format } = invocation;
  const isFile = (name: string) =>
    name === '-' || existsSync(resolve(terminal.cwd, name));
  const [first] = names;
  if (names.every(isFile)) return explainFiles(invocation, terminal);
  if (format === 'sarif') {
    throw new UsageError(`${first} is no file; SARIF is for findings in files`);
  }
  const found = names.map(name => ({ name, text: explanationOf(name) }));
  if (format === 'json') writeJson(found, terminal);
  else for (const { text } of found) terminal.stdout.write(`${text}\n`);
  return 0;
}

function explanationOf(name: string): string {
  if (Object.hasOwn(CODES, name)) return `${name}\n  ${CODES[name]}`;
  const field = describeField(name);
  if (field) return field;
  const meant = suggest(name, [...Object.keys(CODES), ...fieldNames()]);
  throw new UsageError(
    `${name} is no file, field or code${
      meant ? `; did you mean ${meant}?` : ''
    }`,
  );
}

async function explainFiles(
  invocation: Invocation,
  terminal: Terminal,
): Promise<number> {
  const { format } = invocation;
  const files = await readFiles(invocation, terminal, 'normalise');
  const reports = reportsOf(files);
  const valid = allValid(reports);
  const workloads = workloadsOf(files);
  const stories = workloads.map(storyOf);
  if (format === 'json')
    writeJson({ valid, files: reports, stories }, terminal);
  else if (format === 'sarif') writeReports(reports, format, terminal);
  else {
    if (stories.length) terminal.stdout.write(`${stories.join('\n\n')}\n`);
    const toSay = reports.filter(({ diagnostics }) => diagnostics.length);
    writeReports(toSay, 'human', { ...terminal, stdout: terminal.stderr });
  }
  return valid ? 0 : 1;
}

/** What a workload asks for, in sentences. */
function storyOf(workload: Workload): string {
  return [
    `${workload.metadata.name} is a workload of ${plural(
      Object.keys(workload.containers).length,
      'container',
    )}.`,
    ...containerLines(workload),
    ...portLines(workload),
    ...resourceLines(workload),
  ].join('\n');
}

function containerLines(workload: Workload): string[] {
  return startOrder(workload, new Problems('')).map(
    ({ name, container, until }) => {
      const image =
        container.image === '.'
          ? 'an image given at deploy time'
          : container.image;
      const waited = until ? `; others wait until it is ${until}` : '';
      return `  ${name} runs ${image}${waited}.`;
    },
  );
}

function portLines({ service }: Workload): string[] {
  return Object.entries(service?.ports ?? {}).map(
    ([name, { port, protocol = 'TCP', targetPort = port }]) =>
      `  It offers ${name} on port ${port} (${protocol}), which reaches port ${targetPort} of its containers.`,
  );
}

function resourceLines(workload: Workload): string[] {
  const { name } = workload.metadata;
  const { resources } = planResources([workload]);
  return resources.map(({ uid, usedBy }) => {
    const [{ resource }] = usedBy;
    const wanted = outputsWanted(workload, resource);
    const shared = workload.resources?.[resource].id
      ? 'shared under its id'
      : `of ${name} alone`;
    return `  It needs ${resource}: ${uid}, ${shared}${
      wanted.length ? `; used: ${wanted.join(', ')}` : ''
    }.`;
  });
}

function outputsWanted(workload: Workload, resource: string): string[] {
  const start = `resources.${resource}.`;
  return placeholderTexts(workload).flatMap(({ path, text }) =>
    refsIn(text)
      .filter(ref => ref.startsWith(start))
      .map(ref => `${ref.slice(start.length)} in ${formatPath(path)}`),
  );
}

function plural(amount: number, word: string): string {
  return `${amount} ${word}${amount === 1 ? '' : 's'}`;
}
