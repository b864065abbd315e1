import { countGiven } from '@towpath/runs';
import { isEnded } from '@towpath/plugin-runs-common';
import type { Provision, Resource } from '@towpath/plugin-score-common';
import type { RunLog } from '@towpath/workflow';
import type { ProvisionRun } from '../model/runs';

/** A provisioning for whoever follows it. */
export function presentProvision(
  run: ProvisionRun,
  { lines, resources }: Pick<RunLog, 'lines'> & { resources: Resource[] },
): Provision {
  const { id, status, attempt, reason, approval, input, state } = run;
  const { service, environment, shown } = input;
  const ended = isEnded(status);
  const { required = [], decisions = [] } = approval ?? {};
  const open = required.filter(
    rule => countGiven(decisions, rule.id) < rule.count,
  );
  return {
    ...{ id, service, environment, link: `/runs/${id}`, status },
    ...{ attempt, ended },
    waitingFor: ended ? undefined : reason,
    outcome: ended ? reason : undefined,
    failedAt: run.steps.find(one => one.status === 'failed')?.name,
    approvals: open.map(({ id: rule, by = [], count, fourEyes }) => ({
      ...{ id: rule, groups: by, count, fourEyes },
    })),
    lines: lines.map(({ seq, level, message }) => ({ seq, level, message })),
    resources,
    removed: state.removed ?? [],
    proof: state.proof,
    cost: shown.cost?.after,
  };
}
