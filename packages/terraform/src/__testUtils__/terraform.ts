import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TerraformEvent } from '../events/types';
import { systemClock } from '@towpath/clock';
import { findProgram } from '@towpath/test-kit';
import type { JsonObject } from '@backstage/types';
import type { RunEnding } from '../run/types';
import type { Stack } from '../stack/Stack';
import type { ApplyRequest, PlanRequest, StackPlan } from '../stack/types';
import type { TrustPolicy } from '../trust/types';
import { Terraform, type TerraformOptions } from '../Terraform';

const TERRAFORM = findProgram('terraform', 'tofu');

/** Tests that need the real program; where that is absent, they are skipped by name. */
export const describeRuns: typeof describe = TERRAFORM
  ? describe
  : (describe.skip as typeof describe);

/** OpenTofu learned of such variables later than the oldest version that is supported. */
export const itWithEphemeral: typeof it =
  TERRAFORM === 'tofu' ? (it.skip as typeof it) : it;

/** Modules of tests run programs, to be seen at work. */
export const TRUSTING: TrustPolicy = {
  providers: ['towpath/*'],
  allow: [
    { module: 'archive', provisioners: true, backend: true, files: true },
  ],
};

/** Stacks and modules in a folder that goes with the test. */
export class Workshop {
  readonly root = fs.mkdtempSync(path.join(os.tmpdir(), 'tp-'));
  readonly stateDir = path.join(this.root, 'stacks');
  readonly events: TerraformEvent[] = [];
  readonly terraform: Terraform;

  constructor(options: Partial<TerraformOptions> = {}) {
    this.terraform = new Terraform({
      stateDir: this.stateDir,
      graceMs: 20_000,
      trust: TRUSTING,
      ...options,
    });
  }

  /** A module of one file. */
  module(hcl: string): string {
    const folder = fs.mkdtempSync(path.join(this.root, 'module-'));
    fs.writeFileSync(path.join(folder, 'main.tf'), hcl);
    return folder;
  }

  /** What every request says. */
  request(run: string, more: object = {}) {
    return {
      run,
      by: 'task 1',
      onEvent: (event: TerraformEvent) => void this.events.push(event),
      ...more,
    };
  }

  runFolder(stack: string, run: string): string {
    return path.join(this.stateDir, stack, 'runs', run);
  }

  /** How an apply ended, as the folder of its run tells it. */
  endingOf(stack: string, run: string): RunEnding {
    const file = path.join(this.runFolder(stack, run), 'ending.json');
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  }

  /** Addresses in the state of a stack. */
  addresses(stack: string): string[] {
    const file = path.join(this.stateDir, stack, 'terraform.tfstate');
    const text = fs.readFileSync(file, 'utf8');
    if (text === '') return [];
    return JSON.parse(text).resources.flatMap((resource: any) =>
      resource.instances.map(({ index_key: key }: any) =>
        key === undefined
          ? `${resource.type}.${resource.name}`
          : `${resource.type}.${resource.name}[${JSON.stringify(key)}]`,
      ),
    );
  }

  remove() {
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}

/** Looks again and again until there is an answer, as a run of the engine does. */
async function lookOn<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await look();
    if (answer) return answer;
    await systemClock.sleep(20);
  }
}

/** One plan as the only run on its stack, to its end; of one that fails nothing stays. */
export async function planOn(
  stack: Stack,
  request: PlanRequest,
): Promise<StackPlan> {
  const { run } = request;
  try {
    if (!request.preview) await lookOn(async () => !(await stack.settle(run)));
    stack.prepare(request);
    return await lookOn(() => stack.plan(run, request));
  } catch (error) {
    stack.forget(run);
    throw error;
  }
}

/** One apply as the only run on its stack, to its end. */
export async function applyOn(
  stack: Stack,
  request: ApplyRequest & { secrets?: JsonObject },
): Promise<RunEnding> {
  await lookOn(async () => !(await stack.settle(request.run)));
  if (request.secrets) stack.giveSecrets(request.run, request.secrets);
  return lookOn(() => stack.apply(request));
}

/** Every file below a folder that contains a text. */
export function filesWith(folder: string, text: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .filter(file => fs.readFileSync(file).includes(text));
}
