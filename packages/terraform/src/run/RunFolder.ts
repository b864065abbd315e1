import fs from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '@backstage/types';
import {
  listFolder,
  makeFolder,
  readJson,
  remove,
  writeJson,
  writeWhole,
} from '../files';
import type { PlanProjection } from '../plan/types';
import type { PlanOptions, RunEnding } from './types';

/** What is known of a run from its first moment on; no secret is in it. */
export interface RunRecord extends PlanOptions {
  id: string;
  stack: string;
  destroy?: boolean;
  /** Its plan is applied by nobody. */
  preview?: boolean;
  /** Who asked for it, in words for people. */
  by: string;
  /** Where its module comes from. */
  origin?: string;
  /** Type of the backend that it plans against; portals of before knew the local one alone. */
  backend?: string;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** What a finished plan is; no secret is in it. */
export interface PlanRecord {
  /** SHA-256 of the plan file. */
  digest: string;
  projection: PlanProjection;
  /** Variables that Terraform keeps in no plan, so that an apply needs them again. */
  ephemeral: string[];
}

// All that a run leaves behind once its ending is known.
const KEPT = ['run.json', 'plan.json', 'ending.json'];

/** Places of one run, owner-only: the module, what Terraform makes beside it, and what its processes say. */
export class RunFolder {
  readonly module: string;
  readonly data: string;
  readonly home: string;
  readonly cliConfig: string;
  readonly variables: string;
  readonly ephemeral: string;
  readonly plan: string;
  readonly emergencyState: string;
  readonly #lockFile: string;

  constructor(readonly root: string) {
    this.module = this.#in('module');
    this.data = this.#in('data');
    this.home = this.#in('home');
    this.cliConfig = this.#in('cli.tfrc');
    this.variables = this.#in('variables.tfvars.json');
    this.ephemeral = this.#in('ephemeral.tfvars.json');
    this.#lockFile = path.join(this.module, '.terraform.lock.hcl');
    this.plan = this.#in('plan.tfplan');
    this.emergencyState = path.join(this.module, 'errored.tfstate');
  }

  #in(...parts: string[]): string {
    return path.join(this.root, ...parts);
  }

  invocation(name: string): string {
    return this.#in('commands', name);
  }

  /** Folders of every process that this run began. */
  invocations(): string[] {
    return listFolder(this.#in('commands')).map(name => this.invocation(name));
  }

  /** The run that it is the folder of. */
  get name(): string {
    return path.basename(this.root);
  }

  /** Begins anew with a copy of the module, without anything that a run in it may have left. */
  create(record: RunRecord, source: string): void {
    remove(this.root);
    for (const folder of [this.root, this.data, this.home]) makeFolder(folder);
    fs.cpSync(source, this.module, {
      recursive: true,
      // Else they would lead back to where it was copied from.
      verbatimSymlinks: true,
      filter: from => !isLeftover(path.relative(source, from)),
    });
    fs.chmodSync(this.module, 0o700);
    if (fs.existsSync(this.#lockFile)) writeWhole(this.#in('locked'), '');
    writeJson(this.#in('run.json'), record);
  }

  record(): RunRecord | undefined {
    return readJson(this.#in('run.json'));
  }

  get planRecord(): PlanRecord | undefined {
    return readJson(this.#in('plan.json'));
  }

  set planRecord(record: PlanRecord) {
    writeJson(this.#in('plan.json'), record);
  }

  get ending(): RunEnding | undefined {
    return readJson(this.#in('ending.json'));
  }

  set ending(ending: RunEnding) {
    writeJson(this.#in('ending.json'), ending);
  }

  /** Whether the module can be worked on: its providers and its backend are there. */
  get isReady(): boolean {
    return fs.existsSync(this.#in('ready'));
  }

  markReady(): void {
    writeWhole(this.#in('ready'), '');
  }

  /**
   * Whether providers are held to their hashes: the module brought its lock file, or `init` had to write one; undefined
   * when it needs none.
   */
  get providersHeld(): 'by the module' | 'by nobody' | undefined {
    if (fs.existsSync(this.#in('locked'))) return 'by the module';
    return fs.existsSync(this.#lockFile) ? 'by nobody' : undefined;
  }

  /** Whether the module may run, as far as it was read: as it was given, or with what was fetched for it. */
  isTrusted(what: 'given' | 'fetched'): boolean {
    return fs.existsSync(this.#in(`trusted-${what}`));
  }

  markTrusted(what: 'given' | 'fetched'): void {
    writeWhole(this.#in(`trusted-${what}`), '');
  }

  get secrets(): string[] {
    return readJson<string[]>(this.#in('secrets.json')) ?? [];
  }

  set secrets(secrets: string[]) {
    writeJson(this.#in('secrets.json'), secrets);
  }

  writeVariables(file: string, values: JsonObject): void {
    writeJson(file, values);
  }

  /** Removes everything that may hold a secret, and leaves how the run ended. */
  clean(): void {
    for (const name of listFolder(this.root)) {
      if (!KEPT.includes(name)) remove(this.root, name);
    }
  }
}

function isLeftover(relative: string): boolean {
  return /(^|\/)(\.terraform|\.git|errored\.tfstate|\.terraform\.tfstate\.lock\.info|[^/]*\.tfstate(\.backup)?)$/.test(
    relative.replaceAll('\\', '/'),
  );
}
