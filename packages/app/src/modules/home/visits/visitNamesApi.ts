import {
  ApiBlueprint,
  createApiRef,
  createExtensionInput,
} from '@backstage/frontend-plugin-api';
import { VisitNamesBlueprint } from '@towpath/home-react';
import { VisitNaming } from './VisitNaming';

/** What visits are called, by all plugins together. */
export const visitNamesApiRef = createApiRef<VisitNaming>({
  id: 'home.visit-names',
});

/** Asks the APIs of plugins for names of what was visited. */
export const visitNamesApi = ApiBlueprint.makeWithOverrides({
  name: 'visit-names',
  inputs: {
    names: createExtensionInput([VisitNamesBlueprint.dataRefs.names]),
  },
  factory(originalFactory, { inputs }) {
    const names = inputs.names.map(input =>
      input.get(VisitNamesBlueprint.dataRefs.names),
    );
    const apis = names
      .flatMap(({ things = [] }) => things)
      .map(({ api }) => [api.id, api] as const);
    return originalFactory(defineParams =>
      defineParams({
        api: visitNamesApiRef,
        deps: Object.fromEntries(apis),
        factory: found => new VisitNaming(names, found),
      }),
    );
  },
});
