import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { type DriverCall, isMap, shown } from '@towpath/plugin-score-node';
import type { Asked } from './asked';
import type { Rendered } from './Rendered';

/** Whether programs are run at all, and where they may lie. */
export interface ProgramSettings {
  /** The one folder that they may lie in; absent where none is run. */
  folder?: string;
  timeoutMs: number;
}

/** Longest answer, in bytes. */
const LONGEST = 4 * 1024 * 1024;
/** So much of what a program says of an error is shown. */
const LONGEST_WORDS = 500;

const FIELDS = [
  'resource_state',
  'resource_outputs',
  'shared_state',
  'manifests',
];

const OFF =
  'it runs a program, which is off: the platform team has to set score.provisionerPrograms.folder to the folder of those that may run';

/** Runs the programs of provisioners as score-k8s does, from one folder and with nothing of the portal's. */
export class Programs {
  readonly #settings: ProgramSettings;

  constructor(settings: ProgramSettings) {
    this.#settings = settings;
  }

  problemsOf({ uri, args }: JsonObject): string[] {
    if (this.#settings.folder === undefined) return [OFF];
    const isList =
      args === undefined ||
      (Array.isArray(args) && args.every(one => typeof one === 'string'));
    return [
      ...(isList
        ? []
        : [`settings.args is ${shown(args)}: give a list of texts`]),
      ...(nameIn(String(uri))
        ? []
        : [
            `settings.uri is ${shown(
              uri,
            )}: give the name of a program in the folder of those that may run, such as cmd://make-queue`,
          ]),
    ];
  }

  /**
   * Asks a program.
   *
   * @throws InputError for an answer that is none; ServiceUnavailableError when it ends with an error or takes too long;
   * the reason of the signal
   */
  async run(
    asked: Asked,
    { uri, args = [] }: JsonObject,
    call: DriverCall,
  ): Promise<Rendered> {
    const file = this.#find(nameIn(String(uri))!);
    const given = (args as string[]).map(one =>
      one === '<mode>' ? 'provision' : one,
    );
    const text = await this.#ask(file, given, { asked, call });
    return answerOf(text);
  }

  /** @throws InputError when it is not there, or a link leads out of the folder */
  #find(name: string): string {
    const { folder = '' } = this.#settings;
    try {
      const root = realpathSync(folder);
      const file = realpathSync(join(root, name));
      if (file.startsWith(root + sep)) return file;
    } catch {
      // Said below.
    }
    throw new InputError(
      `The program ${name} is not in the folder of those that may run: put it there, and no link to another place`,
    );
  }

  async #ask(
    file: string,
    args: string[],
    { asked, call }: { asked: Asked; call: DriverCall },
  ): Promise<string> {
    const { timeoutMs, folder } = this.#settings;
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([call.signal, timeout]);
    try {
      return await answered(file, args, {
        ...{ cwd: folder!, input: JSON.stringify(questionOf(asked)), signal },
      });
    } catch (error) {
      call.signal.throwIfAborted();
      if (!timeout.aborted) throw error;
      throw new ServiceUnavailableError(
        `The program ${file} did not answer within ${timeoutMs / 1000} seconds`,
      );
    }
  }
}

/** The name of a program; undefined for a path, or what belongs to none. */
function nameIn(uri: string): string | undefined {
  const [, name] =
    /^cmd:\/\/(?:\.\/)?([A-Za-z0-9][A-Za-z0-9._-]*)(?:#.*)?$/.exec(uri) ?? [];
  return name;
}

function questionOf(asked: Asked) {
  const services = Object.entries(asked.services).map(([name, one]) => [
    name,
    {
      ServiceName: one.serviceName,
      ports: Object.fromEntries(
        Object.entries(one.ports).map(([key, { targetPort, ...port }]) => [
          key,
          { ...port, target_port: targetPort },
        ]),
      ),
    },
  ]);
  return {
    ...{ resource_guid: asked.guid, resource_uid: asked.uid },
    ...{ resource_type: asked.type, resource_class: asked.class },
    ...{ resource_id: asked.id, resource_params: asked.params },
    ...{ resource_metadata: asked.metadata, resource_state: asked.state },
    ...{ source_workload: asked.sourceWorkload },
    ...{ workload_metadata: asked.workloadMetadata },
    workload_services: Object.fromEntries(services),
    ...{ namespace: asked.namespace, shared_state: asked.shared },
  };
}

/** What a program writes; it and all that it has begun are gone when this settles. */
function answered(
  file: string,
  args: string[],
  { cwd, input, signal }: { cwd: string; input: string; signal: AbortSignal },
): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(file, args, {
      ...{ cwd, detached: true, stdio: 'pipe' },
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/nonexistent' },
    });
    const end = () => {
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        // All of it is gone.
      }
    };
    const output: Buffer[] = [];
    let words = '';
    let size = 0;
    let isTooLong = false;
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LONGEST) output.push(chunk);
      else {
        isTooLong = true;
        end();
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      words = (words + chunk).slice(-LONGEST_WORDS);
    });
    // A program that reads nothing closes it.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    signal.addEventListener('abort', end);
    const finish = (settle: () => void) => {
      signal.removeEventListener('abort', end);
      settle();
    };
    child.on('error', error =>
      finish(() =>
        reject(
          new InputError(`The program ${file} does not run: ${error.message}`),
        ),
      ),
    );
    // What it has left behind would hold its output open.
    child.on('exit', end);
    child.on('close', code =>
      finish(() => {
        if (signal.aborted) reject(signal.reason);
        else if (isTooLong) {
          reject(
            new InputError(
              `The program ${file} answers more than ${LONGEST} bytes`,
            ),
          );
        } else if (code === 0) resolve(Buffer.concat(output).toString());
        else {
          reject(
            new ServiceUnavailableError(
              `The program ${file} ended with ${code ?? 'a signal'}${
                words
                  ? `, after ${words.length} characters of error output`
                  : ''
              }`,
            ),
          );
        }
      }),
    );
  });
}

/** @throws InputError, without the words of the answer, which may be secrets */
function answerOf(text: string): Rendered {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new InputError('The program answers what is no JSON');
  }
  if (!isMap(answer)) throw new InputError('The program answers no map');
  const strange = Object.keys(answer).find(name => !FIELDS.includes(name));
  if (strange !== undefined) {
    throw new InputError(
      `The program answers ${strange}, which is not known: there are ${FIELDS.join(
        ', ',
      )}`,
    );
  }
  const { manifests } = answer;
  const isList = Array.isArray(manifests) && manifests.every(isMap);
  if (manifests !== undefined && manifests !== null && !isList) {
    throw new InputError(
      'The program answers manifests that are no list of objects',
    );
  }
  const state = mapOf(answer, 'resource_state');
  const shared = mapOf(answer, 'shared_state');
  return {
    ...{ state, shared, outputs: mapOf(answer, 'resource_outputs') },
    manifests: (manifests ?? []) as Record<string, unknown>[],
    knows: [state, shared],
  };
}

function mapOf(answer: Record<string, unknown>, name: string): JsonObject {
  const value = answer[name];
  if (value === undefined || value === null) return {};
  if (isMap(value)) return value as JsonObject;
  throw new InputError(`The program answers ${name} that is no map`);
}
