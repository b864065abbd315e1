import type { Comparison, GateReport, May } from '../api';

/** A promotion to the same place that has not ended. */
type UnderWay = NonNullable<Comparison['underWay']>;

/** What is known of a version that may go into an environment. What is left out is not judged. */
export interface PromotionFacts {
  /** Absent while it is not known which one would go. */
  version?: string;
  /** The version that runs there. */
  current?: string;
  /** From where it would come, and from where the environment takes versions, if it does. */
  route?: { from: string; promotesFrom?: string };
  /** What is under way to the same place, newest first. */
  underWay?: UnderWay[];
  /** The version failed there, or was rolled back there. */
  setback?: boolean;
  /** Automatic promotion pauses there. */
  hold?: { reason: string };
  gates?: GateReport[];
  /** What the policy says of whoever asks. */
  may?: May;
  /** Whoever asks says that it comes although a gate is closed that a person may pass. */
  override?: { isPerson: boolean; reason?: string };
}

/** Why a version cannot go, with what words are made of. */
export type WhyNot =
  | { type: 'no-route'; from: string; promotesFrom?: string }
  /** The policy denies it to whoever asks. */
  | { type: 'denied'; why?: string }
  /** Only a person passes a gate that is closed. */
  | { type: 'no-person' }
  /** A person passes one with a reason only. */
  | { type: 'no-reason' }
  /** It runs there already. */
  | { type: 'old' }
  /** The same version is worked on. */
  | { type: 'under-way'; underWay: UnderWay }
  /** The same version waits for an approval. */
  | { type: 'asked'; underWay: UnderWay }
  /** Another version is under way. */
  | { type: 'busy'; underWay: UnderWay }
  | { type: 'setback' }
  | { type: 'held'; reason: string }
  /** Time may open it. */
  | { type: 'closed'; gate: GateReport }
  /** No time opens it: a newer version does, or a person. */
  | { type: 'shut'; gate: GateReport };

/**
 * All that keeps a version from going into an environment. Nobody else decides that: pages, the board,
 * actions, automatic promotion, the service and the steps of a run each give what they know, and heed
 * what concerns them.
 */
export function whyNotPromote(facts: PromotionFacts): WhyNot[] {
  return [
    ...ofRoute(facts),
    ...ofPerson(facts),
    ...ofVersion(facts),
    ...ofPlace(facts),
    ...ofGates(facts),
  ];
}

/** The first of these types, in their order, that is among the reasons. */
export function firstOf<Type extends WhyNot['type']>(
  reasons: WhyNot[],
  ...types: Type[]
): Extract<WhyNot, { type: Type }> | undefined {
  const found = types.flatMap(type =>
    reasons.filter(reason => reason.type === type),
  );
  return found[0] as Extract<WhyNot, { type: Type }> | undefined;
}

function ofRoute({ route }: PromotionFacts): WhyNot[] {
  return route && route.from !== route.promotesFrom
    ? [{ type: 'no-route', ...route }]
    : [];
}

function ofPerson({ may, override }: PromotionFacts): WhyNot[] {
  const reasons: WhyNot[] = [];
  if (may && !may.allowed) reasons.push({ type: 'denied', why: may.why });
  if (override && !override.isPerson) reasons.push({ type: 'no-person' });
  if (override && !override.reason?.trim()) reasons.push({ type: 'no-reason' });
  return reasons;
}

function ofVersion({ version, current, underWay = [] }: PromotionFacts) {
  const reasons: WhyNot[] = underWay.map(one => ({
    type: typeOf(one, version),
    underWay: one,
  }));
  const isOld = version !== undefined && version === current;
  return isOld ? [{ type: 'old' as const }, ...reasons] : reasons;
}

function typeOf({ version, status }: UnderWay, wanted?: string) {
  if (version !== wanted) return 'busy';
  return status === 'awaiting-approval' ? 'asked' : 'under-way';
}

function ofPlace({ setback, hold }: PromotionFacts): WhyNot[] {
  const reasons: WhyNot[] = [];
  if (setback) reasons.push({ type: 'setback' });
  if (hold) reasons.push({ type: 'held', reason: hold.reason });
  return reasons;
}

function ofGates({ gates = [], override }: PromotionFacts): WhyNot[] {
  return gates
    .filter(gate => gate.state === 'closed' && !(gate.override && override))
    .map(gate => ({
      type: gate.type === 'setback' ? 'shut' : 'closed',
      gate,
    }));
}
