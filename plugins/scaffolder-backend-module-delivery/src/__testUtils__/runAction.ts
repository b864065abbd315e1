import { randomUUID } from 'crypto';
import { mkdir, mkdtemp, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';

export interface Run {
  by?: string;
  template?: string;
  /** Its id; a retry has the same. */
  task?: string;
  /** The workspace, by path. */
  files?: Record<string, string>;
  workspacePath?: string;
  signal?: AbortSignal;
  /** Where the template lies. */
  baseUrl?: string;
}

/** Runs an action as a template would, and answers its outputs. */
export async function runAction(
  action: TemplateAction<any, any, any>,
  input: object,
  run: Run = {},
): Promise<Record<string, any>> {
  const { by = 'ada', template = 'new-service', files = {} } = run;
  const task = run.task ?? randomUUID();
  const workspacePath =
    run.workspacePath ?? (await mkdtemp(path.join(tmpdir(), 'workspace-')));
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(workspacePath, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  const outputs: Record<string, any> = {};
  const context = {
    ...createMockActionContext({ input: input as any, workspacePath }),
    signal: run.signal,
    task: { id: task },
    createTemporaryDirectory: () => mkdtemp(path.join(tmpdir(), 'action-')),
    output: (name: any, value: any) => {
      outputs[name] = value;
    },
    templateInfo: {
      entityRef: `template:default/${template}`,
      baseUrl: run.baseUrl,
    },
    user: {
      ref: `user:default/${by}`,
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: by },
        spec: {
          profile: { displayName: 'Ada Okafor', email: 'ada@myorg.example' },
        },
      },
    },
  };
  await action.handler(context as any);
  return outputs;
}
