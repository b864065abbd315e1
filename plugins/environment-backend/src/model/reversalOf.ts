import {
  planOf,
  type DeliveryState,
  type PromotionRun,
  type Reversal,
} from './runs';

/** What would take a promotion back; undefined when it has written nothing. */
export function reversalOf(run: PromotionRun): Reversal | undefined {
  const plan = planOf(run);
  const written = writtenBy(run, plan.target);
  if (!written) return undefined;
  const { service, from, to, delivery, application, current } = plan;
  return {
    reverts: run.id,
    service,
    from,
    to,
    delivery,
    application,
    version: current?.version ?? 'what was there before',
    image: current?.image,
    current: { version: plan.version, image: plan.expectedImage },
    edits: [
      ...plan.edits.map(({ before, after, ...where }) => ({
        ...where,
        before: after,
        after: before ?? '',
      })),
      ...filesOf(run, plan),
    ],
    written,
  };
}

/** What goes back beside the version, in words: a whole file is too long to be read here. */
function filesOf(
  { state }: { state: DeliveryState },
  { version, edits }: ReturnType<typeof planOf>,
): Reversal['edits'] {
  const [{ repository } = { repository: '' }] = edits;
  return (state.files ?? []).map(({ file, before }) => ({
    ...{ repository, file, path: 'the whole file' },
    before: `as it was rendered for ${version}`,
    after: before === undefined ? '' : 'as it was before',
  }));
}

function writtenBy(
  { state }: { state: DeliveryState },
  target: ReturnType<typeof planOf>['target'],
): Reversal['written'] | undefined {
  if (target.type === 'git') {
    const { repository, branch, sourcePosition } = target;
    // A pull request that was not merged has changed nothing.
    const isOpen = state.pullRequest && state.pullRequest.state !== 'merged';
    return state.written && !isOpen
      ? {
          type: 'git',
          repository,
          branch,
          values: state.written.values,
          sourcePosition,
        }
      : undefined;
  }
  return (
    state.parameter && {
      type: 'parameter',
      ...state.parameter,
      sourcePosition: target.sourcePosition,
    }
  );
}
