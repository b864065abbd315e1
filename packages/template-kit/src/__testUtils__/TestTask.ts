import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';

/** A task that may start again: its checkpoints outlive a run, its log goes on. */
export class TestTask {
  readonly #id: string;
  readonly #user: string;
  readonly workspacePath = fs.mkdtempSync(path.join(os.tmpdir(), 'tp-task-'));
  readonly log: string[] = [];
  readonly #checkpoints = new Map<string, unknown>();

  constructor(id: string, user = 'user:default/ada') {
    this.#id = id;
    this.#user = user;
  }

  /** Of the person who runs it. */
  async credentials() {
    return mockCredentials.user(this.#user);
  }

  /** Runs a step and answers its outputs. */
  async run(
    action: TemplateAction<any, any, any>,
    input: object,
    more: Partial<ActionContext<any>> = {},
  ): Promise<Record<string, any>> {
    const output: Record<string, unknown> = {};
    const line = (message: string) => {
      this.log.push(...message.split('\n'));
    };
    await action.handler({
      ...createMockActionContext({
        input: input as JsonObject,
        task: { id: this.#id },
        workspacePath: this.workspacePath,
      }),
      getInitiatorCredentials: () => this.credentials(),
      step: { id: action.id, name: action.id },
      logger: mockServices.logger.mock({ info: line, warn: line, error: line }),
      output: (name: string, value: unknown) => {
        output[name] = value;
      },
      checkpoint: async ({ key, fn }: any) => {
        if (!this.#checkpoints.has(key)) this.#checkpoints.set(key, await fn());
        return this.#checkpoints.get(key);
      },
      ...more,
    } as ActionContext<any, any>);
    return output;
  }

  remove() {
    fs.rmSync(this.workspacePath, { recursive: true, force: true });
  }
}
