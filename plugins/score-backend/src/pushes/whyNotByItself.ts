import {
  lineOf,
  type PlannedResource,
  type Plan,
} from '@towpath/plugin-score-common';
import { MANIFESTS, RENDERED } from '@towpath/plugin-score-node';
import { RENAMED } from '../planning/findMoves';

type Shown = Pick<
  Plan,
  | 'whyNot'
  | 'diagnostics'
  | 'resources'
  | 'files'
  | 'verdicts'
  | 'approvals'
  | 'handWritten'
>;

/** Whether Score delivers the service there until now. The first time is for somebody to ask for. */
export function isDelivered({ files }: Pick<Plan, 'files'>): boolean {
  const manifests = files.find(
    ({ file }) => file.split('/').at(-1) === MANIFESTS,
  );
  return !manifests || (manifests.before ?? '').startsWith(RENDERED);
}

/** Why a plan is not done without somebody who has looked at it; undefined when it may be. */
export function whyNotByItself(plan: Shown): string | undefined {
  if (plan.whyNot) return whyRefused(plan);
  if (plan.handWritten?.length) {
    return `It would take manifests written by hand out of what is deployed: ${plan.handWritten.join(
      ', ',
    )}`;
  }
  if (plan.approvals.length > 0) {
    const said = plan.verdicts
      .filter(({ effect }) => effect === 'gate')
      .map(({ message }) => message);
    return `It has to be approved. ${said.join(' ')}`.trim();
  }
  const lost = plan.resources.filter(losesData).map(({ name }) => name);
  if (lost.length > 0) {
    return `It would delete what holds data: ${lost.join(', ')}`;
  }
  const taken = plan.resources.flatMap(({ imports }) => imports?.name ?? []);
  if (taken.length > 0) {
    return `It would take over what exists already: ${taken.join(', ')}`;
  }
  return plan.diagnostics.find(({ code }) => code === RENAMED)?.message;
}

function whyRefused({ whyNot, diagnostics }: Shown): string {
  const first = diagnostics.find(({ severity }) => severity === 'error');
  if (!first) return `${whyNot}`;
  const where = lineOf(first);
  return `${whyNot}. ${where && `In ${where}: `}${first.message}`;
}

function losesData({ action, holdsData }: PlannedResource): boolean {
  return Boolean(holdsData) && (action === 'delete' || action === 'replace');
}
