import type { AuthService } from '@backstage/backend-plugin-api';
import { callerIn } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type { Run } from '@towpath/plugin-runs-common';
import {
  TEMPLATE_TASKS,
  type HeldDetails,
} from '@towpath/plugin-template-gates-common';
import type { RunsService } from '@towpath/runs';

/** Longer than a task takes that was let begin, freezes and all. */
const COUNTS_MS = 7 * 24 * 60 * 60 * 1000;
const MOST = 50;

/** What people have agreed to before a template began. */
export interface Agreement {
  /** Entity reference of the template. */
  template: string;
  /** What was put into its form, with `***` for what is secret. */
  input: Record<string, unknown>;
  /** Rules that asked, as `policy/rule`. */
  rules: string[];
  /** Entity references of who agreed. */
  by: string[];
  /** When the last of them did; ISO 8601. */
  at: string;
}

/** What was agreed to lately of what somebody asked of templates, so that nobody is asked the same twice. */
export class TemplateAgreements {
  readonly #options: { runs: RunsService; auth: AuthService; clock: Clock };

  constructor(options: { runs: RunsService; auth: AuthService; clock: Clock }) {
    this.#options = options;
  }

  /**
   * Newest first; empty where templates have no gates.
   *
   * @throws what the gates answer with when they cannot be asked: then a rule must not take it for none
   */
  async of(requestedBy: string): Promise<Agreement[]> {
    const { runs, auth, clock } = this.#options;
    const gates = runs.list().find(({ kind }) => kind === TEMPLATE_TASKS);
    if (!gates) return [];
    const own = await auth.getOwnServiceCredentials();
    const { items } = await gates.operations.list(
      { requestedBy, statuses: ['succeeded'], limit: MOST },
      callerIn(own, auth),
    );
    const from = clock.now() - COUNTS_MS;
    return items
      .map(toAgreement)
      .filter(({ by, at }) => by.length > 0 && Date.parse(at) >= from);
  }
}

function toAgreement({ approval, details }: Run): Agreement {
  const { template, values } = details as unknown as HeldDetails;
  const given = approval.decisions.filter(
    ({ verdict, void: isVoid }) => verdict === 'approved' && !isVoid,
  );
  return {
    template,
    input: values,
    rules: approval.required.map(({ id }) => id),
    by: given.map(({ by }) => by),
    at: given.at(-1)?.at ?? '',
  };
}
