import type {
  GateVerdict,
  NeedsReport,
} from '@towpath/plugin-environment-node';
import type {
  DeliveryPlan,
  PlannedResource,
  RequiredApproval,
} from '@towpath/plugin-score-common';

/** A plan of the Score plugin in the words of promotions. */
export function toReport(plan: DeliveryPlan): NeedsReport {
  const { digest, resources, files, verdicts, cost, notes } = plan;
  return {
    digest,
    needs: {
      resources: resources.map(toNeeded),
      files,
      rules: verdicts,
      cost,
      notes,
    },
    verdicts: verdictsOf(plan),
  };
}

/** Where it is known that the version cannot be provided, and why. */
export function refusal(message: string): NeedsReport {
  return {
    digest: 'refused',
    needs: { resources: [], files: [], rules: [], notes: [] },
    verdicts: [{ state: 'closed', message }],
  };
}

/** Nothing is deleted or let go by a promotion: the plan has been asked to keep what is used no more. */
function toNeeded({
  uid,
  type,
  class: kind,
  name,
  action,
  changes,
  notes,
  cost,
}: PlannedResource): NeedsReport['needs']['resources'][number] {
  return {
    ...{ uid, type, class: kind, name, changes, notes, cost },
    action: action === 'delete' || action === 'release' ? 'retain' : action,
  };
}

function verdictsOf(plan: DeliveryPlan): GateVerdict[] {
  if (plan.whyNot) return [{ state: 'closed', message: plan.whyNot }];
  if (plan.approvals.length > 0) {
    return plan.approvals.map(one => toAsking(one, plan));
  }
  return [{ state: 'open', message: 'It can be provided.' }];
}

function toAsking(
  { id, ...approval }: RequiredApproval,
  { verdicts }: DeliveryPlan,
): GateVerdict {
  const rule = verdicts.find(one => `${one.policy}/${one.rule}` === id);
  return {
    state: 'asks',
    key: id,
    message: rule?.message ?? `The rule ${id} asks for an approval.`,
    approval,
  };
}
