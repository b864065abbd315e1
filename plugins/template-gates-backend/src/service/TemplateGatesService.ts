import type { JsonObject } from '@backstage/types';
import type { Caller, ProtectionTable } from '@towpath/backend-kit';
import {
  templateGatesReadPermission,
  type TemplateGatesApi,
  type TemplateInput,
} from '@towpath/plugin-template-gates-common';
import type { TaskGate } from '../holding/TaskGate';
import type { TemplateJudge } from '../judging/TemplateJudge';

/** What pages ask, without asking who may. */
export class TemplateGatesService {
  readonly #gate: TaskGate;
  readonly #judge: TemplateJudge;

  constructor(options: { gate: TaskGate; judge: TemplateJudge }) {
    this.#gate = options.gate;
    this.#judge = options.judge;
  }

  /** What the rules say about an input. Nothing is kept or begun. */
  async judge(
    { templateRef, values }: TemplateInput,
    { credentials }: Caller,
  ): ReturnType<TemplateGatesApi['judge']> {
    const template = await this.#gate.template(templateRef, credentials);
    const request = { template, values: values as JsonObject, secrets: {} };
    const { verdicts } = await this.#gate.judge(request, credentials);
    return { verdicts };
  }

  async listFields(
    _caller: Caller,
  ): ReturnType<TemplateGatesApi['listFields']> {
    return { fields: await this.#judge.fields() };
  }

  /** What is approved goes on in the name of who asked for it. */
  async goOn(id: string, { credentials }: Caller): Promise<{ id: string }> {
    await this.#gate.goOn(id, credentials);
    return { id };
  }
}

/** Who may call what, and how it is written into the audit log. */
export const protection: ProtectionTable<TemplateGatesService> = {
  judge: {
    permission: templateGatesReadPermission,
    eventId: 'template-task-judge',
    severityLevel: 'low',
    meta: ({ templateRef }) => ({ templateRef }),
  },
  listFields: {
    permission: templateGatesReadPermission,
    eventId: 'template-task-fields',
    severityLevel: 'low',
    meta: () => ({}),
  },
  goOn: {
    callers: 'person',
    permission: templateGatesReadPermission,
    eventId: 'template-task-go-on',
    meta: id => ({ id }),
    outcome: ({ id }) => ({ id }),
  },
};
