import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import type { RunView } from './RunView';

const viewDataRef = createExtensionDataRef<RunView>().with({
  id: 'runs.view',
});

/** Adds to the inbox and to the page of a run what is shown of the runs of one kind. */
export const RunViewBlueprint = createExtensionBlueprint({
  kind: 'run-view',
  attachTo: { id: 'api:runs/views', input: 'views' },
  output: [viewDataRef],
  dataRefs: { view: viewDataRef },
  *factory(view: RunView) {
    yield viewDataRef(view);
  },
});
