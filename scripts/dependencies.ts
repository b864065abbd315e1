// npm run dependencies -- [check | list | notice | sbom | audit [PLACE]]: what yarn.lock brings
// in, read from what is installed. Nothing of it asks another machine.
// Exit codes: 0 all holds, 1 something does not, 2 it could not be checked.
import fs from 'node:fs';
import path from 'node:path';
import { auditPackages } from './dependencies/advisories/auditPackages.ts';
import { describeAudit } from './dependencies/advisories/describeAudit.ts';
import { readAdvisories } from './dependencies/advisories/readAdvisories.ts';
import {
  checkDependencies,
  type Dependencies,
} from './dependencies/checkDependencies.ts';
import { idOf } from './dependencies/LockedPackage.ts';
import { readInstalled } from './dependencies/readInstalled.ts';
import { readLock } from './dependencies/readLock.ts';
import { describe } from './dependencies/describe.ts';
import { readRules } from './dependencies/rules.ts';
import { toNotice } from './dependencies/toNotice.ts';
import { toSbom } from './dependencies/toSbom.ts';
import { report, Trouble } from './lib/terminal.mjs';

const ROOT = path.resolve(import.meta.dirname, '..');
const NOT_CHECKED = 2;

const USAGE = `npm run dependencies                   licences, sources and scripts of installation
npm run dependencies -- list           each package with its licence
npm run dependencies -- notice         the texts of their licences
npm run dependencies -- sbom           a CycloneDX document
npm run dependencies -- audit PLACE    advisories in the OSV format: a folder, a zip or a file`;

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
const readLocked = () => readLock(read('yarn.lock'));
const readOwnRules = () => readRules(read('scripts/dependencies/rules.yaml'));

function readAll(): Dependencies {
  const installed = readInstalled(path.join(ROOT, 'node_modules'));
  return checkDependencies(readLocked(), installed, readOwnRules());
}

/** What is missing could not be asked, so a list without it would not be true. */
function requireAll(): Dependencies {
  const all = readAll();
  if (all.missing.length === 0) return all;
  throw new Trouble(
    `Not installed here, so not checked: ${all.missing.join(
      ', ',
    )}. Run "npm run setup" first`,
  );
}

function check(): number {
  const { packages, findings } = requireAll();
  console.log(describe(findings));
  console.log(`${packages.length} packages, ${findings.length} findings`);
  return findings.length > 0 ? 1 : 0;
}

function list(): number {
  for (const one of requireAll().packages) {
    console.log(`${idOf(one).padEnd(60)} ${one.licence ?? 'not known'}`);
  }
  return 0;
}

function notice(): number {
  console.log(toNotice(requireAll().packages));
  return 0;
}

function sbom(): number {
  const { name, version } = JSON.parse(read('package.json'));
  const bom = toSbom(requireAll().packages, { name, version });
  console.log(JSON.stringify(bom, undefined, 2));
  return 0;
}

async function audit(place = process.env.TOWPATH_ADVISORIES): Promise<number> {
  if (!place) {
    throw new Trouble(
      'Nothing was checked: there are no advisories. Say where they lie, here or in TOWPATH_ADVISORIES; docs/how-to/check-dependencies.md says where to get them',
    );
  }
  const found = await auditPackages(
    readLocked(),
    readAdvisories(path.resolve(place)),
    readOwnRules().advisories,
    new Date().toISOString().slice(0, 10),
  );
  const { text, code } = describeAudit(found);
  console.log(text);
  return code;
}

const VERBS: Record<string, (place?: string) => number | Promise<number>> = {
  check,
  list,
  notice,
  sbom,
  audit,
};

async function main([verb = 'check', ...rest]: string[]): Promise<number> {
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (!run || rest.length > (verb === 'audit' ? 1 : 0)) {
    throw new Trouble(`It is said as one of these:\n\n${USAGE}`);
  }
  return run(...rest);
}

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  error => {
    report(error);
    process.exitCode = NOT_CHECKED;
  },
);
