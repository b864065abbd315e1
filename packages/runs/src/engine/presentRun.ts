import type { Run, RunDecision, RunStep } from '@towpath/plugin-runs-common';
import { isEnded } from '@towpath/plugin-runs-common';
import type { ApprovalDecision, Run as EngineRun } from '@towpath/workflow';
import { approvalBy } from '../abilities/approvalBy';
import {
  notNow,
  PERSONS_ONLY,
  toMay,
  type Ability,
} from '../abilities/Ability';
import { cancelOf, retryOf } from '../abilities/momentOf';
import type { Person } from '../abilities/Person';

/** What only a kind knows of its run, for people. */
export interface RunDescription {
  /** What it does, in a few words. */
  title: string;
  /** The place that it changes, where there is one. */
  where?: string;
  /** Why it was asked for. */
  reason?: string;
  /** What each step is called; one that is not named goes by its own name. */
  steps?: Record<string, string>;
  /** Steps that do nothing in this run, and are not shown. */
  hidden?: string[];
  /** What each approval rule is called. */
  approvals?: Record<string, string>;
  /** Why it cannot be tried again once it has failed; absent where it can. */
  notRetried?: string;
  /** What the kind's own part of the page shows. */
  details?: object;
}

/** Whether a run can be tried again now, as its kind says. */
export function retryAs(
  { notRetried }: RunDescription,
  run: Pick<EngineRun, 'status'>,
): Ability {
  const ability = retryOf(run);
  return ability.allowed && notRetried ? notNow(notRetried) : ability;
}

const iso = (date?: Date | string) => date && new Date(date).toISOString();

/** A run of the engine as the API of all runs answers it, for the person who asks. */
export function presentRun(
  run: EngineRun<any, any>,
  description: RunDescription,
  person?: Person,
): Run {
  const { title, where, reason, details = {} } = description;
  const hasEnded = isEnded(run.status);
  return {
    id: run.id,
    kind: run.kind,
    title,
    subject: run.subject,
    where,
    link: `/runs/${run.id}`,
    status: run.status,
    waitingFor: hasEnded ? undefined : run.reason,
    outcome: hasEnded ? run.reason : undefined,
    reason,
    requestedBy: run.requestedBy,
    createdAt: iso(run.createdAt)!,
    startedAt: iso(run.startedAt),
    endedAt: iso(run.endedAt),
    steps: presentSteps(run, description),
    approval: presentApproval(run, description),
    can: presentAbilities(run, description, person),
    details: { ...details },
  };
}

function presentSteps(
  { steps }: Pick<EngineRun, 'steps'>,
  { steps: titles = {}, hidden = [] }: RunDescription,
): RunStep[] {
  const shown = steps.filter(({ name }) => !hidden.includes(name));
  return shown.map(
    ({ name, status, startedAt, endedAt, attempt, message }) => ({
      name,
      title: titles[name] ?? name,
      status,
      startedAt: iso(startedAt),
      endedAt: iso(endedAt),
      attempt,
      message,
    }),
  );
}

function presentApproval(
  { approval }: Pick<EngineRun, 'approval'>,
  { approvals: titles = {} }: RunDescription,
): Run['approval'] {
  const { digest = '', required = [], decisions = [] } = approval ?? {};
  return {
    digest,
    required: required.map(({ id, count, by = [], fourEyes }) => ({
      id,
      title: titles[id] ?? id,
      given: countGiven(decisions, id),
      count,
      groups: by,
      fourEyes,
    })),
    decisions: presentDecisions(decisions),
  };
}

/** How many have approved under a rule. */
export function countGiven(decisions: ApprovalDecision[], rule: string) {
  return decisions.filter(
    one => one.verdict === 'approved' && !one.void && one.rules.includes(rule),
  ).length;
}

/** What was decided, in the order in which it was. */
export function presentDecisions(decisions: ApprovalDecision[]): RunDecision[] {
  return decisions.map(({ by, verdict, comment, at, void: isVoid }) => ({
    by,
    verdict,
    comment,
    at: iso(at)!,
    void: isVoid,
  }));
}

function presentAbilities(
  run: EngineRun,
  description: RunDescription,
  person?: Person,
): Run['can'] {
  const forPerson = (ability: () => Ability) =>
    toMay(person ? ability() : PERSONS_ONLY);
  const approval = () => approvalBy(run, person!).ability;
  return {
    approve: forPerson(approval),
    reject: forPerson(approval),
    cancel: forPerson(() => cancelOf(run)),
    retry: forPerson(() => retryAs(description, run)),
    rollback: forPerson(() => notNow('It cannot be taken back')),
  };
}
