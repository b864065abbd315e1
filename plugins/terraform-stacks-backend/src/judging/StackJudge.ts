import {
  askPolicies,
  type JudgedSubject,
  type PolicyWord,
} from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { StackVerdict } from '@towpath/plugin-terraform-stacks-common';
import { findApproval, type Directory } from '@towpath/roles';
import type { StackPlan } from '@towpath/terraform';
import type { ApprovalRule } from '@towpath/workflow';
import type { StackRunInput } from '../model/StackRunInput';

/** The variables of rules about Terraform plans. */
export const POLICY_VARIABLES = [
  ...['stack', 'plan', 'requestedBy', 'now'],
] as const;

/** What the rules say of a plan, and who has to agree beside who confirms it. */
export interface Judgement {
  verdicts: StackVerdict[];
  required: ApprovalRule[];
  /** Why nobody may apply it; the first of the reasons. */
  denied?: string;
}

/** What is judged. */
export interface JudgedPlan {
  planned: Pick<StackPlan, 'projection'>;
  input: StackRunInput;
  requestedBy: string;
}

/** Asks the policies about plans of Terraform, of which they see what people do: no secret. */
export class StackJudge {
  readonly #judged: Pick<JudgedSubject, 'policies' | 'hits'>;
  readonly #directory: Directory;
  readonly #clock: Clock;
  readonly #ownerOf: (stack: string) => Promise<string | undefined>;

  constructor(options: {
    judged: Pick<JudgedSubject, 'policies' | 'hits'>;
    directory: Directory;
    clock: Clock;
    /** Entity reference; undefined for a stack that nobody has yet. */
    ownerOf(stack: string): Promise<string | undefined>;
  }) {
    this.#judged = options.judged;
    this.#directory = options.directory;
    this.#clock = options.clock;
    this.#ownerOf = options.ownerOf;
  }

  async judge({ planned, input, requestedBy }: JudgedPlan): Promise<Judgement> {
    const { stack, module = '', intent } = input;
    const owner = (await this.#ownerOf(stack)) ?? '';
    const words = await askPolicies(this.#judged.policies, {
      stack: { key: stack, owner, module, intent },
      plan: planned.projection,
      requestedBy,
      now: new Date(this.#clock.now()).toISOString(),
    });
    const judgement: Judgement = { verdicts: [], required: [] };
    for (const word of words) await this.#take(judgement, word, stack, owner);
    return judgement;
  }

  /** Counts the rules that spoke about a plan that somebody wants to apply. */
  count({ verdicts }: Judgement): Promise<void> {
    return this.#judged.hits.add(verdicts);
  }

  async #take(
    judgement: Judgement,
    { policy, finding }: PolicyWord,
    name: string,
    owner: string,
  ): Promise<void> {
    const { rule, effect, message, approvers } = finding;
    const verdict = { policy, rule, effect, message };
    if (effect !== 'gate') {
      add(judgement, verdict);
      return;
    }
    const answer = await findApproval(approvers, {
      service: { name, owner: owner || undefined },
      directory: this.#directory,
    });
    if ('whyNobody' in answer) {
      const why = `${message} ${answer.whyNobody}`;
      add(judgement, { ...verdict, effect: 'deny', message: why });
      return;
    }
    const { groups: by, ...rest } = answer.found;
    judgement.required.push({ id: `${policy}/${rule}`, by, ...rest });
    add(judgement, verdict);
  }
}

function add(judgement: Judgement, verdict: StackVerdict): void {
  judgement.verdicts.push(verdict);
  if (verdict.effect === 'deny') judgement.denied ??= verdict.message;
}
