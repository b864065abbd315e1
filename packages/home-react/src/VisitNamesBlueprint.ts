import {
  createExtensionBlueprint,
  createExtensionBlueprintParams,
  createExtensionDataRef,
  type ApiRef,
} from '@backstage/frontend-plugin-api';

/** Things of one kind that have a page each. */
export interface VisitedThings<Api = unknown> {
  /** Matches the address of such a page; its first group is the id. */
  path: RegExp;
  /** What such a thing is, as "promotion". */
  kind: string;
  /** The API that knows their names. */
  api: ApiRef<Api>;
  /** What the thing is called; the visit is remembered by its id when this rejects. */
  name(api: Api, id: string): Promise<string>;
}

/** What visits to the pages of a plugin are called. */
export interface VisitNames<Api = any> {
  /** By address. */
  pages: Readonly<Record<string, string>>;
  things?: VisitedThings<Api>[];
}

const names = createExtensionDataRef<VisitNames>().with({
  id: 'towpath.home.visit-names',
});

/** Names the pages of a plugin where the home page lists what was visited. */
export const VisitNamesBlueprint = createExtensionBlueprint({
  kind: 'visit-names',
  attachTo: { id: 'api:home/visit-names', input: 'names' },
  output: [names],
  dataRefs: { names },
  defineParams: <Api>(params: VisitNames<Api>) =>
    createExtensionBlueprintParams(params),
  *factory(params) {
    yield names(params);
  },
});
