import {
  firstOf,
  whyNotPromote,
  type Comparison,
  type GateReport,
  type WhyNot,
} from '@towpath/plugin-environment-common';
import { shortVersion } from './shortVersion';

/** What the button of a promotion says, and why it cannot be pressed. */
export interface Judgement {
  verb: string;
  /** Absent when it can be pressed. */
  why?: string;
}

/** What a person has said in the dialog. */
export interface Said {
  /** Bring it although a gate that a person may pass is closed. */
  override: boolean;
  reason: string;
}

/** The gate that is closed and that a person may pass with a reason; absent when there is none. */
export function overridableGate({
  gates,
}: Pick<Comparison, 'gates'>): GateReport | undefined {
  return gates.find(gate => gate.state === 'closed' && gate.override);
}

/** What has to be said beside "nothing", where not all is known. */
export function limitOf({ notUnderstood, unasked }: Comparison): string {
  return notUnderstood.length + unasked.length > 0
    ? ', as far as is known'
    : '';
}

function whyNot(comparison: Comparison, said?: Said): string | undefined {
  const { may, gates, underWay, current, version } = comparison;
  const reasons = whyNotPromote({
    version,
    current: current?.version,
    underWay: underWay && [underWay],
    may,
    gates,
    override: said?.override
      ? { isPerson: true, reason: said.reason }
      : undefined,
  });
  const first = firstOf(reasons, 'under-way', 'asked', 'busy', 'denied', 'old');
  if (first) return describe(first, comparison);
  const closed = reasons.flatMap(reason => ('gate' in reason ? [reason] : []));
  if (closed.length > 0) {
    return `Closed: ${closed.map(({ gate }) => gate.title).join(', ')}.`;
  }
  return firstOf(reasons, 'no-reason') && overridableGate(comparison)
    ? 'Say in the reason why it comes again.'
    : undefined;
}

function describe(
  reason: Extract<
    WhyNot,
    { type: 'under-way' | 'asked' | 'busy' | 'denied' | 'old' }
  >,
  comparison: Comparison,
): string {
  const { to, version } = comparison;
  switch (reason.type) {
    case 'denied':
      return reason.why ?? `You may not promote to ${to}.`;
    case 'old':
      return `${to} already runs ${shortVersion(version)}${
        comparison.edits.length === 0
          ? `; nothing would change${limitOf(comparison)}`
          : ', so there is nothing to promote'
      }.`;
    default:
      return `${shortVersion(
        reason.underWay.version,
      )} is already on its way to ${to}.`;
  }
}

/** The one thing that a person can do with a comparison, in the words of the button. */
export function judgePromotion(comparison: Comparison, said?: Said): Judgement {
  const { gates, version, to } = comparison;
  const again = overridableGate(comparison) ? ' again' : '';
  return {
    verb: gates.some(({ state }) => state === 'asks')
      ? 'Ask for approval'
      : `Promote ${shortVersion(version)} to ${to}${again}`,
    why: whyNot(comparison, said),
  };
}
