import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { JsonObject } from '@backstage/types';
import type { Actors } from '@towpath/roles';
import type { FilesSeen, TemplateFiles } from '../files/TemplateFiles';
import type { TemplateJudge } from '../judging/TemplateJudge';
import { digestOf } from '../model/digestOf';
import type { Judgement } from '../model/Judgement';
import { readTemplate } from '../model/readTemplate';
import type { TaskRequest, Template } from '../model/TaskRequest';
import type { ScaffolderTasks } from './ScaffolderTasks';
import type { Hold, SealedRequest } from './HoldStore';

/** A request as it stands now, and what the rules say. */
export interface LookedAt {
  request: TaskRequest;
  judgement: Judgement;
  digest: string;
  /** Names of steps that fetch what cannot be looked at before. */
  unseen: string[];
}

/** Puts together what somebody asks for, out of the catalog and the scaffolder of this moment. */
export class Requests {
  readonly #options: {
    actors: Actors;
    catalog: CatalogService;
    files: TemplateFiles;
    judge: TemplateJudge;
    tasks: ScaffolderTasks;
  };

  constructor(options: {
    actors: Actors;
    catalog: CatalogService;
    files: TemplateFiles;
    judge: TemplateJudge;
    tasks: ScaffolderTasks;
  }) {
    this.#options = options;
  }

  /** @throws NotFoundError when there is no such template for them */
  async template(
    ref: string,
    credentials: BackstageCredentials,
  ): Promise<Template> {
    const entity = await this.#options.catalog.getEntityByRef(ref, {
      credentials,
    });
    if (entity) return readTemplate(entity);
    throw new NotFoundError(
      `Template ${ref} is not in the catalog, or not for you to see`,
    );
  }

  /** What trying a task again would do: its own steps and values, under its template of now. */
  async ofTask(
    task: string,
    secrets: Record<string, string>,
    credentials: BackstageCredentials,
  ): Promise<TaskRequest> {
    const { spec } = await this.#options.tasks.get(task, credentials);
    const ref = spec.templateInfo?.entityRef;
    if (!ref) {
      throw new NotFoundError(
        `Task ${task} names no template, so no rule can be asked about it. Start it over from its form`,
      );
    }
    const template = await this.template(ref, credentials);
    const { steps, output } = spec as unknown as JsonObject;
    return {
      template: { ...template, spec: { ...template.spec, steps, output } },
      values: spec.parameters as JsonObject,
      secrets,
      retries: task,
    };
  }

  async judge(
    request: TaskRequest,
    credentials: BackstageCredentials,
  ): Promise<Judgement> {
    const actor = await this.#options.actors.find(credentials);
    const action = request.retries ? 'retry' : 'create';
    return this.#options.judge.judge(request, actor, action);
  }

  /** What is held, as it would be done now. */
  async lookAgain(
    { template: ref, retries }: Pick<Hold, 'template' | 'retries'>,
    { values, secrets, salt }: SealedRequest,
    credentials: BackstageCredentials,
  ): Promise<LookedAt> {
    const request = retries
      ? await this.ofTask(retries, secrets, credentials)
      : { template: await this.template(ref, credentials), values, secrets };
    const judgement = await this.judge(request, credentials);
    return this.seal(request, judgement, salt);
  }

  /** What an approval of a request would be for, with the files of its template as they are now. */
  async seal(
    request: TaskRequest,
    judgement: Judgement,
    salt: string,
  ): Promise<LookedAt> {
    const { digest: files, unseen } = await this.#look(request);
    const { approvals } = judgement;
    const digest = digestOf(request, { approvals, files }, salt);
    return { request, judgement, digest, unseen };
  }

  async #look(request: TaskRequest): Promise<FilesSeen> {
    const { title } = request.template;
    try {
      return await this.#options.files.look(request);
    } catch (error) {
      const { message } = error as Error;
      if (isMissing(error)) {
        throw new NotFoundError(
          `A step of ${title} fetches what is not there: ${message}`,
          error,
        );
      }
      throw new ServiceUnavailableError(
        `The files of ${title} cannot be read now, so nobody can agree to them: ${message}. Try again`,
        error,
      );
    }
  }
}

/** Final, and the step would end with it as well. */
function isMissing(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: string };
  return code === 'ENOENT' || name === 'NotFoundError' || name === 'InputError';
}
