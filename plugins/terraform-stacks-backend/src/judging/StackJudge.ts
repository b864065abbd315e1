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

/** What rules know of the stack of a run; empty for what nobody has said. */
interface JudgedStack {
  /** Entity reference. */
  owner: string;
  /** Name of its environment. */
  environment: string;
  tier: string;
  /** Who answers for the environment; an entity reference. */
  environmentOwner: string;
  /** Entity reference. */
  service: string;
  costCentre: string;
  /** Whether it was another way than Terraform left it when it was looked at last. */
  drifted: boolean;
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
  readonly #factsOf: (input: StackRunInput) => Promise<JudgedStack>;

  constructor(options: {
    judged: Pick<JudgedSubject, 'policies' | 'hits'>;
    directory: Directory;
    clock: Clock;
    factsOf(input: StackRunInput): Promise<JudgedStack>;
  }) {
    this.#judged = options.judged;
    this.#directory = options.directory;
    this.#clock = options.clock;
    this.#factsOf = options.factsOf;
  }

  async judge({ planned, input, requestedBy }: JudgedPlan): Promise<Judgement> {
    const { stack, module = '', intent } = input;
    const facts = await this.#factsOf(input);
    const words = await askPolicies(this.#judged.policies, {
      stack: { ...facts, key: stack, module, intent },
      plan: planned.projection,
      requestedBy,
      now: new Date(this.#clock.now()).toISOString(),
    });
    const judgement: Judgement = { verdicts: [], required: [] };
    for (const word of words) await this.#take(judgement, word, stack, facts);
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
    { owner, environmentOwner }: JudgedStack,
  ): Promise<void> {
    const { rule, effect, message, approvers } = finding;
    const verdict = { policy, rule, effect, message };
    if (effect !== 'gate') {
      add(judgement, verdict);
      return;
    }
    const answer = await findApproval(approvers, {
      service: { name, owner: owner || undefined },
      environmentOwner: environmentOwner || undefined,
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
