import { useRouteRef } from '@backstage/core-plugin-api';
import { PageTabs } from '@towpath/ui';
import {
  editorRouteRef,
  importsRouteRef,
  patchesRouteRef,
  rootRouteRef,
  typesRouteRef,
} from '../routes';

/** The ways between what is there, what can be asked for, what the platform changes, and where one tries it. */
export function ScoreTabs() {
  const board = useRouteRef(rootRouteRef);
  const types = useRouteRef(typesRouteRef);
  const patches = useRouteRef(patchesRouteRef);
  const imports = useRouteRef(importsRouteRef);
  const editor = useRouteRef(editorRouteRef);
  return (
    <PageTabs
      label="Resources"
      tabs={[
        { to: board(), words: 'Resources', alone: true },
        { to: types(), words: 'Types' },
        { to: patches(), words: 'Patches' },
        { to: imports(), words: 'Imports' },
        { to: editor(), words: 'Editor' },
      ]}
    />
  );
}
