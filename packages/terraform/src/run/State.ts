import fs from 'node:fs';
import { ConflictError, InputError } from '@backstage/errors';
import { remove, writeJson } from '../files';
import { isObject, parseJson } from '../json/read';
import { readOutputs, type Output } from '../json/readOutputs';
import type { Redactor } from '@towpath/redact';
import { LOCK_TIMEOUT } from './arguments';
import type { CommandRunner } from './CommandRunner';
import type { RunFolder } from './RunFolder';
import type { RunTally } from './RunTally';

/** The state as the module of one run sees it. */
export class State {
  readonly #folder: RunFolder;
  readonly #runner: CommandRunner;
  readonly #redactor: Redactor;

  constructor(folder: RunFolder, runner: CommandRunner, redactor: Redactor) {
    this.#folder = folder;
    this.#runner = runner;
    this.#redactor = redactor;
  }

  /** The state, or one in a file, as `terraform show -json` prints it, with every secret in it. */
  async read(file?: string): Promise<unknown> {
    const { text } = await this.#runner.ask('show-state', [
      'show',
      '-json',
      ...(file ? [file] : []),
    ]);
    return parseJson(text);
  }

  /** The state as the backend keeps it, with every secret in it; empty when there is none. */
  async pull(): Promise<string> {
    const { text, errors, exitCode } = await this.#runner.ask('state-pull', [
      'state',
      'pull',
    ]);
    if (exitCode === 0) return text;
    throw new InputError(
      `The state cannot be read: ${this.#redactor.wrapped(errors)}`,
    );
  }

  /** All outputs, sensitive ones too. */
  async outputs(): Promise<Record<string, Output>> {
    const { text, errors, exitCode } = await this.#runner.ask('output', [
      'output',
      '-json',
    ]);
    if (exitCode !== 0) {
      throw new InputError(
        `The outputs cannot be read: ${this.#redactor.wrapped(errors)}`,
      );
    }
    return readOutputs(parseJson(text));
  }

  /** Puts a state in the place of the one there; one that is older, or of another stack, is refused. */
  async push(file: string): Promise<void> {
    const { errors, exitCode } = await this.#runner.ask('state-push', [
      'state',
      'push',
      LOCK_TIMEOUT,
      file,
    ]);
    if (exitCode === 0) return;
    throw new ConflictError(
      `The state cannot be saved: ${this.#redactor.wrapped(errors)}`,
    );
  }

  /** Saves a state that Terraform could not save when it ended. Whether the backend has it now. */
  async saveEmergency(tally: RunTally): Promise<boolean> {
    const { emergencyState } = this.#folder;
    if (tally.dumpedState) this.#keepDump();
    if (!fs.existsSync(emergencyState)) return !tally.dumpedState;
    if (!fs.statSync(emergencyState).isFile()) return false;
    try {
      await this.push(emergencyState);
      remove(emergencyState);
      return true;
    } catch {
      return false;
    }
  }

  #keepDump(): void {
    const { emergencyState } = this.#folder;
    const line = this.#runner
      .find('apply')
      ?.output()
      .split('\n')
      .map(parseJson)
      .find(one => isObject(one) && isObject(one.state));
    if (!isObject(line)) return;
    remove(emergencyState);
    writeJson(emergencyState, line.state);
  }
}
