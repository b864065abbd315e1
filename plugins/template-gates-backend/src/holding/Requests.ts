import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { JsonObject } from '@backstage/types';
import type { Actors } from '@towpath/roles';
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
}

/** Puts together what somebody asks for, out of the catalog and the scaffolder of this moment. */
export class Requests {
  readonly #options: {
    actors: Actors;
    catalog: CatalogService;
    judge: TemplateJudge;
    tasks: ScaffolderTasks;
  };

  constructor(options: {
    actors: Actors;
    catalog: CatalogService;
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
    const digest = digestOf(request, judgement.approvals, salt);
    return { request, judgement, digest };
  }
}
