import { askPolicies, type PolicyFolder } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { PolicyFinding } from '@towpath/policy';
import { Redactor } from '@towpath/redact';
import { findApproval, type Actor, type Directory } from '@towpath/roles';
import type { Judgement, Verdict } from '../model/Judgement';
import type { TaskRequest, Template } from '../model/TaskRequest';
import { maskInput, secretTexts } from './maskInput';
import type { PriceList } from './PriceList';

/** The variables of rules about templates. */
export const POLICY_VARIABLES = [
  ...['template', 'input', 'requester', 'action', 'prices', 'now'],
] as const;

const INPUT = 'input.';

/** What is wanted with the template. */
type TemplateAction = 'create' | 'retry' | 'dry-run';

/** Asks the policies about the input of templates. */
export class TemplateJudge {
  readonly #policies: PolicyFolder;
  readonly #directory: Directory;
  readonly #prices: PriceList;
  readonly #clock: Clock;

  constructor(options: {
    policies: PolicyFolder;
    directory: Directory;
    prices: PriceList;
    clock: Clock;
  }) {
    this.#policies = options.policies;
    this.#directory = options.directory;
    this.#prices = options.prices;
    this.#clock = options.clock;
  }

  /**
   * Rules see no secret. A policy that cannot be used denies: a rule that cannot say is not a rule that says yes.
   *
   * @throws what the catalog answers with when it cannot be asked who approves
   */
  async judge(
    request: TaskRequest,
    requester: Actor,
    action: TemplateAction,
  ): Promise<Judgement> {
    const { template, values, secrets } = request;
    const { parameters } = template.spec;
    const input = maskInput(values, parameters);
    const hidden = new Redactor(secretTexts(values, parameters, secrets));
    const prices = await this.#prices.get();
    const document = {
      ...this.#toDocument(template, input, requester, action),
      ...(prices && { prices }),
    };
    const judgement: Judgement = { verdicts: [], approvals: [] };
    for (const { policy, finding } of await askPolicies(
      this.#policies,
      document,
    )) {
      const verdict = hidden.value(toVerdict(policy, finding, input));
      await this.#take(judgement, verdict, finding, template);
    }
    return judgement;
  }

  /** The fields of the form that rules name, whatever template it is. */
  async fields(): Promise<string[]> {
    const files = await this.#policies.list();
    const named = files.flatMap(({ policy }) =>
      (policy?.definition.rules ?? []).flatMap(({ field }) => field ?? []),
    );
    return [...new Set(named.flatMap(field => toField(field) ?? []))].sort();
  }

  async #take(
    judgement: Judgement,
    verdict: Verdict,
    { effect, approvers }: PolicyFinding,
    template: Template,
  ): Promise<void> {
    if (effect !== 'gate') {
      add(judgement, verdict);
      return;
    }
    const answer = await findApproval(approvers, {
      service: { name: template.title, owner: template.owner },
      directory: this.#directory,
    });
    if ('whyNobody' in answer) {
      const message = `${verdict.message} ${answer.whyNobody}`;
      add(judgement, { ...verdict, effect: 'deny', message });
      return;
    }
    const { groups, count } = answer.found;
    const id = `${verdict.policy}/${verdict.rule}`;
    judgement.approvals.push({ id, groups, count });
    add(judgement, { ...verdict, groups });
  }

  #toDocument(
    { ref, name, title, type, owner = '', tags }: Template,
    input: object,
    requester: Actor,
    action: TemplateAction,
  ): Record<Exclude<(typeof POLICY_VARIABLES)[number], 'prices'>, unknown> {
    return {
      template: { ref, name, title, type, owner, tags },
      input,
      requester: {
        ref: requester.ref,
        groups: requester.ownershipEntityRefs,
        isPlatformEngineer: requester.isPlatformEngineer,
      },
      action,
      now: new Date(this.#clock.now()).toISOString(),
    };
  }
}

function toVerdict(
  policy: string,
  { rule, effect, message, field, instead }: PolicyFinding,
  input: object,
): Verdict {
  const named = field === undefined ? undefined : toField(field);
  const value = named === undefined ? undefined : valueAt(input, named);
  return { policy, rule, effect, message, field: named, value, instead };
}

/** `database` of `input.database`; undefined for what is no field of the form. */
function toField(field: string): string | undefined {
  return field.startsWith(INPUT) ? field.slice(INPUT.length) : undefined;
}

function valueAt(input: object, field: string): string | undefined {
  const value = field
    .split('.')
    .reduce<unknown>(
      (at, key) => (at as Record<string, unknown>)?.[key],
      input,
    );
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function add(judgement: Judgement, verdict: Verdict): void {
  judgement.verdicts.push(verdict);
  if (verdict.effect === 'deny') judgement.denied ??= verdict.message;
}
