import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { StackDetail } from '@towpath/plugin-terraform-stacks-common';
import {
  Answer,
  EmptyState,
  isNotFound,
  NoSuchPage,
  Page,
  PageTabs,
  Waiting,
} from '@towpath/ui';
import { lazy, Suspense } from 'react';
import { Route, Routes, useParams } from 'react-router-dom';
import { useStack } from '../../queries/useStack';
import { useStackSignals } from '../../queries/useStackSignals';
import { rootRouteRef, stackRouteRef } from '../../routes';
import { OverviewTab } from './OverviewTab';
import { StackHead } from './StackHead';

// It brings a graph, which is large.
const ResourcesTab = lazy(() =>
  import('../resources/ResourcesTab').then(m => ({ default: m.ResourcesTab })),
);
const StateTab = lazy(() =>
  import('../state/StateTab').then(m => ({ default: m.StateTab })),
);
const ByHandTab = lazy(() =>
  import('../byHand/ByHandTab').then(m => ({ default: m.ByHandTab })),
);

/** One stack: how it stands, what it holds and is made of, and what can be done with it. */
export function StackPage() {
  const { key = '' } = useParams();
  useStackSignals();
  // What is open or half written belongs to one stack.
  return <Asked key={key} stack={key} />;
}

function Asked({ stack }: { stack: string }) {
  const asked = useStack(stack);
  return (
    <Page title={`Stack ${stack}`}>
      {isNotFound(asked.error) ? (
        <Unknown stack={stack} />
      ) : (
        <Answer asked={asked} failure="The stack cannot be shown" rows={10}>
          {detail => <Known detail={detail} />}
        </Answer>
      )}
    </Page>
  );
}

function Unknown({ stack }: { stack: string }) {
  const board = useRouteRef(rootRouteRef);
  return (
    <EmptyState
      title={`There is no stack ${stack}`}
      why="All in it was deleted, or the address is mistyped."
      action={<Link to={board()}>See all stacks</Link>}
    />
  );
}

function Known({ detail }: { detail: StackDetail }) {
  const { key } = detail.stack;
  const to = useRouteRef(stackRouteRef)({ key });
  return (
    <>
      <StackHead detail={detail} />
      <PageTabs
        flush
        label={`Stack ${key}`}
        tabs={[
          { to, words: 'Overview', alone: true },
          { to: `${to}/resources`, words: 'Resources' },
          { to: `${to}/state`, words: 'State history' },
          { to: `${to}/by-hand`, words: 'By hand' },
        ]}
      />
      <Suspense fallback={<Waiting rows={6} />}>
        <Routes>
          <Route path="/" element={<OverviewTab detail={detail} />} />
          <Route path="/resources" element={<ResourcesTab stack={key} />} />
          <Route path="/state" element={<StateTab detail={detail} />} />
          <Route path="/by-hand" element={<ByHandTab detail={detail} />} />
          <Route
            path="*"
            element={<NoSuchPage action={<Link to={to}>See the stack</Link>} />}
          />
        </Routes>
      </Suspense>
    </>
  );
}
