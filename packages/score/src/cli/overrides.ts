import { overrideFileName } from '../override/overrideFileName';
import type { Overrides, ReadOptions } from '../readScore';
import { readInput, readInputIfThere } from './files';
import type { InputFile } from './files';
import type { Invocation } from './options';
import { UsageError } from './terminal';
import type { Terminal } from './terminal';

/**
 * What the command line lays over one of its files.
 *
 * @throws UsageError for options that do not go together, and a file that cannot be read
 */
export async function readOverrides(
  name: string,
  { names, values }: Invocation,
  terminal: Terminal,
): Promise<Pick<ReadOptions, 'overrides'>> {
  const properties = values['override-property'];
  requireOneFile(names, values);
  const file = await readOverridesFile(name, values, terminal);
  if (!file && !properties?.length) return {};
  const overrides: Overrides = { properties };
  if (file) overrides.file = { ...file, keepsName: isOfEnvironment(values) };
  return { overrides };
}

function requireOneFile(names: string[], values: Invocation['values']): void {
  const isForOne =
    values['overrides-file'] !== undefined ||
    values['override-property']?.length;
  if (isForOne && names.length !== 1) {
    throw new UsageError('overrides are for one file; give one file');
  }
  if (isOfEnvironment(values) && values['overrides-file'] !== undefined) {
    throw new UsageError(
      '--environment and --overrides-file both name the file to lay over; give one of them',
    );
  }
  if (isOfEnvironment(values) && names.includes('-')) {
    throw new UsageError(
      '--environment looks beside a file, and standard input is none; give --overrides-file',
    );
  }
}

async function readOverridesFile(
  name: string,
  values: Invocation['values'],
  terminal: Terminal,
): Promise<InputFile | undefined> {
  const { environment, 'overrides-file': file } = values;
  if (file !== undefined) return readInput(file, terminal);
  if (environment === undefined) return undefined;
  return readInputIfThere(overrideFileName(name, environment), terminal);
}

function isOfEnvironment({ environment }: Invocation['values']): boolean {
  return environment !== undefined;
}
