import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  Extractor,
  ExtractorConfig,
  type IConfigFile,
} from '@microsoft/api-extractor';
import ts from 'typescript';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The report of what one package offers to others. */
export interface ApiReport {
  /** Where it lies, from the root of the project. */
  file: string;
  text: string;
}

/** Makes the report of every package that has an `api-extractor.json`, from the sources as they are. */
export function makeApiReports(): ApiReport[] {
  const settings = fs.globSync('packages/*/api-extractor.json', { cwd: ROOT });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'api-reports-'));
  try {
    return settings.sort().map(one => makeReport(path.dirname(one), folder));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** What lies there now; undefined when nothing does. */
export function readApiReport({ file }: ApiReport): string | undefined {
  const at = path.join(ROOT, file);
  return fs.existsSync(at) ? fs.readFileSync(at, 'utf8') : undefined;
}

export function writeApiReport({ file, text }: ApiReport): void {
  fs.writeFileSync(path.join(ROOT, file), text);
}

function makeReport(home: string, folder: string): ApiReport {
  const from = path.join(ROOT, home, 'api-extractor.json');
  declare(path.join(ROOT, home, 'src/index.ts'), folder);
  const settings = ExtractorConfig.loadFile(from);
  const report = { ...settings.apiReport!, reportFolder: folder };
  const configObject: IConfigFile = {
    ...settings,
    mainEntryPointFilePath: path.join(folder, home, 'src/index.d.ts'),
    apiReport: { ...report, reportTempFolder: path.join(folder, 'made') },
  };
  Extractor.invoke(
    ExtractorConfig.prepare({
      configObject,
      configObjectFullPath: from,
      packageJsonFullPath: path.join(ROOT, home, 'package.json'),
    }),
    { localBuild: true, messageCallback: message => hush(message) },
  );
  const name = report.reportFileName!;
  const text = fs.readFileSync(path.join(folder, name), 'utf8');
  return { file: path.join(home, name), text };
}

// It tells of the report that it writes anew, each time.
function hush(message: { logLevel: string; handled: boolean }): void {
  if (message.logLevel !== 'error') message.handled = true;
}

/** Writes the declarations of a package and of what it imports from others of this project. */
function declare(entry: string, outDir: string): void {
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(ROOT, 'tsconfig.json'),
    { outDir, incremental: false, tsBuildInfoFile: undefined },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: throwIt },
  );
  ts.createProgram([entry], config!.options).emit();
}

function throwIt({ messageText }: ts.Diagnostic): never {
  throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
}
