import {
  lineOf,
  type PlannedResource,
  type Money,
  type PatchEffect,
  type Plan,
  type ScoreDiagnostic,
} from '@towpath/plugin-score-common';
import { oneLine } from './oneLine';
import { isDelivered, whyNotByItself } from './whyNotByItself';

const isTold = ({ severity }: ScoreDiagnostic) => severity !== 'note';

/** What is said of one service in one environment. */
export interface PullSection {
  /** Name. */
  service: string;
  /** Name; absent for what is said of the file itself. */
  environment?: string;
  plan?: Plan;
  /** Somebody has to ask for it there, before the merge and after. */
  isManual?: boolean;
  /** Why there is no plan. */
  problem?: string;
  diagnostics?: ScoreDiagnostic[];
}

/** In a table of changes, before the first is left out. */
const MOST = 50;

/** The comment below a pull request: in short what would come of it. The plan has the rest. */
export function describePull(
  sections: PullSection[],
  { portal, head, marker }: { portal: string; head: string; marker: string },
): string {
  const parts = sections.map(section => describe(section, portal));
  return [
    marker,
    '### What this changes for the platform',
    ...parts,
    `<sub>Of commit ${head.slice(
      0,
      12,
    )}. It is written anew with every push; nothing is done before the merge.</sub>`,
  ].join('\n\n');
}

/** The comment once no Score file is changed any more. */
export function describeNothing(marker: string): string {
  return `${marker}\n\nThis changes no Score file any more.`;
}

function describe(section: PullSection, portal: string): string {
  const { service, environment, plan, problem } = section;
  const where = environment ? ` in ${plain(environment)}` : '';
  const link = plan ? ` · [plan](${portal}/score/plans/${plan.id})` : '';
  const title = `**${plain(service)}${where}**${link}`;
  const said = plan ? describePlan(plan, section) : [plain(problem ?? '')];
  const found = plan?.diagnostics ?? section.diagnostics ?? [];
  return [title, ...said, ...found.filter(isTold).map(describeFinding)]
    .filter(Boolean)
    .join('\n\n');
}

function describePlan(plan: Plan, section: PullSection): string[] {
  const acting = plan.resources.filter(({ action }) => action !== 'none');
  return [
    plan.override ? `With ${plain(plan.override.name)}.` : '',
    plain(verdictOf(plan, section)),
    acting.length > 0 ? tableOf(acting) : '',
    ...plan.verdicts
      .filter(({ effect }) => effect !== 'allow')
      .map(
        ({ effect, message, policy, rule }) =>
          `${effect === 'deny' ? '⛔' : '✋'} ${plain(message)} (${plain(
            `${policy}/${rule}`,
          )})`,
      ),
    ...(plan.patches ?? []).flatMap(describePatch),
    costOf(plan),
  ];
}

/** What becomes of the plan after the merge. */
export function verdictOf(
  plan: Plan,
  { isManual = false }: Pick<PullSection, 'isManual'>,
): string {
  if (plan.whyNot) return `It is refused: ${plan.whyNot}`;
  if (!plan.hasEffect) return 'Nothing is to be done.';
  if (!isDelivered(plan)) {
    return 'Score does not deliver it there yet: somebody has to ask for the first time.';
  }
  if (isManual) {
    return 'After the merge it waits until somebody provides or promotes it.';
  }
  const reason = whyNotByItself(plan);
  return reason
    ? `After the merge it waits for somebody to look at its plan. ${reason}`
    : 'After the merge it is provided by itself.';
}

function tableOf(resources: PlannedResource[]): string {
  const rows = resources.slice(0, MOST).map(one => {
    const changes = one.changes.map(
      ({ field, before, after }) =>
        `${plain(field)}: ${plain(before ?? '–')} → ${plain(after ?? '–')}`,
    );
    if (one.ownedBy) changes.push(`of ${plain(one.ownedBy)}`);
    return `| ${one.action} | ${plain(one.name)} | ${plain(one.type)} | ${
      changes.join('<br>') || ' '
    } |`;
  });
  const more = resources.length - rows.length;
  return [
    '| | Resource | Type | What changes |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(more > 0 ? [`| | and ${more} more | | |`] : []),
  ].join('\n');
}

/** What a patch of the platform changes in the manifests; nothing of one that changes nothing. */
function describePatch({ title, owner, objects }: PatchEffect): string[] {
  const changes = objects.flatMap(({ object, changes: fields }) =>
    fields.map(
      ({ field, before, after }) =>
        `| ${plain(object)} | ${plain(field)} | ${plain(
          before ?? '–',
        )} → ${plain(after ?? '–')} |`,
    ),
  );
  if (changes.length === 0) return [];
  const whose = owner ? `, of ${plain(owner)}` : '';
  const more = changes.length - MOST;
  return [
    `The platform changes${whose}: **${plain(title)}**`,
    [
      '| Object | Field | What changes |',
      '| --- | --- | --- |',
      ...changes.slice(0, MOST),
      ...(more > 0 ? [`| and ${more} more | | |`] : []),
    ].join('\n'),
  ];
}

function costOf({ cost }: Plan): string {
  if (!cost) return '';
  const amount = (money?: Money) =>
    money ? `${money.amount.toFixed(2)} ${plain(money.currency)}` : 'nothing';
  return `A month: ${amount(cost.before)} → ${amount(cost.after)}`;
}

function describeFinding(found: ScoreDiagnostic): string {
  const { severity, message, fix } = found;
  const mark = severity === 'error' ? '❌' : '⚠️';
  const said = [lineOf(found), message].filter(Boolean).join(': ');
  return `${mark} ${plain(said)}${fix ? ` (${plain(fix)})` : ''}`;
}

/** Anybody may have written it: it names nobody, links nowhere and is no markup. */
function plain(text: string): string {
  return oneLine(text)
    .replace(/[&<>|`*_~[\]\\!]/g, sign => `&#${sign.charCodeAt(0)};`)
    .replace(/[@#]/g, '$&\u200b')
    .replace(/:\/\//g, ':\u200b//');
}
