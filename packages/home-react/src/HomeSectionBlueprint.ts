import {
  createExtensionBlueprint,
  createExtensionDataRef,
  type AppNode,
} from '@backstage/frontend-plugin-api';
import type { ComponentType } from 'react';

/** Where a section stands: what needs the person now, what is theirs, or what they may begin or go on with. */
export type HomePlace = 'needs-me-now' | 'my-things' | 'start';

/** What {@link HomeSectionBlueprint} needs. */
export interface HomeSectionParams {
  place: HomePlace;
  /** What it is called when it cannot be shown; else it has a title of its own, or none. */
  title: string;
  /**
   * Loads the section, which takes no props: it asks for what it shows by hooks, such as `useMe` and
   * `useMine`, and calls `useStillLoading` until it knows. It is nothing at all when it has nothing to
   * show, and draws its own failures; what it throws is drawn for it.
   */
  loader: () => Promise<ComponentType>;
}

/** A section of the home page. */
export interface HomeSection extends HomeSectionParams {
  node: AppNode;
}

const section = createExtensionDataRef<HomeSection>().with({
  id: 'towpath.home.section',
});

/**
 * Shows a section on the home page, in one of its places. In a place, sections stand in the order in
 * which `app.extensions` names them.
 *
 * @example
 * const dueBooks = HomeSectionBlueprint.make({
 *   name: 'due',
 *   params: {
 *     place: 'needs-me-now',
 *     title: 'Due books',
 *     loader: async () => (await import('./DueBooks')).DueBooks,
 *   },
 * });
 */
export const HomeSectionBlueprint = createExtensionBlueprint({
  kind: 'home-section',
  attachTo: { id: 'home-page-layout:home/towpath', input: 'sections' },
  output: [section],
  dataRefs: { section },
  *factory(params: HomeSectionParams, { node }) {
    yield section({ ...params, node });
  },
});
