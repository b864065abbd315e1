import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import { ArgoCdInstances } from '@towpath/argocd';

/** One task whose steps may be run again, with checkpoints that outlive a run as in the scaffolder. */
export class TestTask {
  readonly #id: string;
  readonly #person: string;
  readonly output: Record<string, unknown> = {};
  readonly log: string[] = [];
  readonly #checkpoints = new Map<string, JsonValue>();

  constructor(id = 'task-1', person = 'linus') {
    this.#id = id;
    this.#person = person;
  }

  /** A run of a step. With `dies` the process ends before a checkpoint is stored. */
  run<I extends JsonObject>(
    input: I,
    options: { signal?: AbortSignal; isDryRun?: boolean; dies?: boolean } = {},
  ): ActionContext<I, any> {
    const { signal, isDryRun, dies } = options;
    const logger = mockServices.logger.mock({
      info: (message: string) => void this.log.push(message),
    });
    return {
      ...createMockActionContext<I>({
        input,
        task: { id: this.#id },
        // These actions touch no files, and each folder that it makes itself stays until the end.
        workspacePath: 'no-folder',
      }),
      getInitiatorCredentials: async () =>
        mockCredentials.user(`user:default/${this.#person}`),
      logger,
      signal,
      isDryRun,
      output: (name: string, value: unknown) => {
        this.output[name] = value;
      },
      checkpoint: async ({ key, fn }: any) => {
        if (this.#checkpoints.has(key))
          return this.#checkpoints.get(key) as any;
        const value = await fn();
        if (dies) throw new Error('the process died');
        this.#checkpoints.set(key, value ?? {});
        return value;
      },
    } as ActionContext<I, any>;
  }
}

export function connect(...entries: object[]): ArgoCdInstances {
  return ArgoCdInstances.fromConfig(
    new ConfigReader({ argocd: { instances: entries } } as never),
  );
}
