import type { Comparison } from '@towpath/plugin-environment-common';
import { shortVersion } from './shortVersion';

/** What the button of a promotion says, and why it cannot be pressed. */
export interface Judgement {
  verb: string;
  /** Absent when it can be pressed. */
  why?: string;
}

function whyNot(comparison: Comparison): string | undefined {
  const { may, verdict, gates, underWay, current, to, version } = comparison;
  if (underWay)
    return `${shortVersion(underWay.version)} is already on its way to ${to}.`;
  if (may && !may.allowed) {
    return may.why ?? `You may not promote to ${to}.`;
  }
  if (comparison.edits.length === 0 && current?.version === version) {
    return `${to} already runs ${shortVersion(version)}; nothing would change.`;
  }
  if (verdict !== 'deny') return undefined;
  const closed = gates.filter(gate => gate.state === 'closed');
  return closed.length > 0
    ? `Closed: ${closed.map(gate => gate.title).join(', ')}.`
    : `A rule denies it.`;
}

/** The one thing that a person can do with a comparison, in the words of the button. */
export function judgePromotion(comparison: Comparison): Judgement {
  const { verdict, version, to } = comparison;
  return {
    verb:
      verdict === 'gate'
        ? 'Ask for approval'
        : `Promote ${shortVersion(version)} to ${to}`,
    why: whyNot(comparison),
  };
}
