import { useRouteRef } from '@backstage/core-plugin-api';
import { PageTabs } from '@towpath/ui';
import { editorRouteRef, rootRouteRef, typesRouteRef } from '../routes';

/** The ways between what is there, what can be asked for, and where one tries it. */
export function ScoreTabs() {
  const board = useRouteRef(rootRouteRef);
  const types = useRouteRef(typesRouteRef);
  const editor = useRouteRef(editorRouteRef);
  return (
    <PageTabs
      label="Resources"
      tabs={[
        { to: board(), words: 'Resources', alone: true },
        { to: types(), words: 'Types' },
        { to: editor(), words: 'Editor' },
      ]}
    />
  );
}
