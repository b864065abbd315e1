import { lazy, Suspense, useMemo, useState } from 'react';
import { ExtensionBoundary } from '@backstage/frontend-plugin-api';
import { StillLoading, type HomeSection } from '@towpath/home-react';
import { FailsAlone } from './FailsAlone';

/** One section, loaded when the page opens, and again when that has failed and is asked for. */
export function Section({ section }: { section: HomeSection }) {
  const { node, title, loader } = section;
  const [attempt, setAttempt] = useState(0);
  const Content = useMemo(
    () => lazy(async () => ({ default: await loader() })),
    // A module that failed to load is remembered as failed: another attempt takes another one.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [loader, attempt],
  );
  return (
    <ExtensionBoundary node={node}>
      <FailsAlone title={title} onRetry={() => setAttempt(attempt + 1)}>
        <Suspense fallback={<StillLoading />}>
          <Content />
        </Suspense>
      </FailsAlone>
    </ExtensionBoundary>
  );
}
