import type { PolicyFinding, PolicyResult } from '@towpath/policy';
import type { JudgingPolicy } from '../JudgingPolicy';
import type { OpaClient } from './OpaClient';
import { readFindings } from './readFindings';

/** What stands for the rules while OPA has said nothing that could be understood. */
const RULE = 'opa';

const NOT_UNDERSTOOD = 'has answered something that is not understood';

/** A policy whose rules are in an Open Policy Agent. What cannot be asked or understood denies. */
export class OpaPolicy implements JudgingPolicy {
  readonly engine = 'opa';
  readonly #client: OpaClient;

  constructor(
    readonly definition: JudgingPolicy['definition'] & {
      opa: { path: string };
    },
    client: OpaClient,
  ) {
    this.#client = client;
  }

  get name(): string {
    return this.definition.name;
  }

  async evaluate(document: Record<string, unknown>): Promise<PolicyResult> {
    const answer = await this.#client.ask(this.definition.opa.path, document);
    switch (answer.type) {
      case 'unasked':
        return this.#deny('could not be asked', answer.why);
      case 'not-understood':
        return this.#deny(NOT_UNDERSTOOD, answer.why);
      default:
        return this.#conclude(answer.body);
    }
  }

  #conclude(body: unknown): PolicyResult {
    const read = readFindings(body);
    if ('why' in read) return this.#deny(NOT_UNDERSTOOD, read.why);
    const { findings } = read;
    return { effect: findings[0]?.effect ?? 'allow', findings };
  }

  #deny(what: string, why: string): PolicyResult {
    const finding: PolicyFinding = {
      ...{ rule: RULE, effect: 'deny' },
      message: `Policy "${this.name}" ${what}: ${why}. Until it is otherwise, it denies; the platform team looks at OPA`,
      error: `${what}: ${why}`,
    };
    return { effect: 'deny', findings: [finding] };
  }
}
