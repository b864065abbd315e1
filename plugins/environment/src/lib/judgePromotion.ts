import type {
  Comparison,
  GateReport,
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
  const { may, verdict, gates, underWay, current, to, version } = comparison;
  if (underWay)
    return `${shortVersion(underWay.version)} is already on its way to ${to}.`;
  if (may && !may.allowed) {
    return may.why ?? `You may not promote to ${to}.`;
  }
  if (comparison.edits.length === 0 && current?.version === version) {
    const limit = limitOf(comparison);
    return `${to} already runs ${shortVersion(
      version,
    )}; nothing would change${limit}.`;
  }
  if (verdict !== 'deny') return undefined;
  const closed = gates.filter(gate => gate.state === 'closed');
  const left = closed.filter(gate => !(gate.override && said?.override));
  if (closed.length === 0) return `A rule denies it.`;
  if (left.length > 0) {
    return `Closed: ${left.map(gate => gate.title).join(', ')}.`;
  }
  return said?.reason.trim()
    ? undefined
    : 'Say in the reason why it comes again.';
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
