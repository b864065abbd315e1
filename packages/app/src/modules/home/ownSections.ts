import { HomeSectionBlueprint } from '@towpath/home-react';

/** What home shows of the catalog, of templates and of visits, beside what plugins bring. */
export const ownSections = [
  HomeSectionBlueprint.make({
    name: 'attention',
    params: {
      place: 'needs-me-now',
      title: 'Needs attention',
      loader: async () =>
        (await import('./attention/AttentionSection')).AttentionSection,
    },
  }),
  HomeSectionBlueprint.make({
    name: 'first-steps',
    params: {
      place: 'start',
      title: 'First steps',
      loader: async () =>
        (await import('./firstSteps/FirstStepsSection')).FirstStepsSection,
    },
  }),
  HomeSectionBlueprint.make({
    name: 'templates',
    params: {
      place: 'start',
      title: 'Start something',
      loader: async () => (await import('./start/StartSection')).StartSection,
    },
  }),
  HomeSectionBlueprint.make({
    name: 'owned',
    params: {
      place: 'start',
      title: 'What I own',
      loader: async () => (await import('./counts/OwnedCounts')).OwnedCounts,
    },
  }),
  HomeSectionBlueprint.make({
    name: 'visits',
    params: {
      place: 'start',
      title: 'Recently visited',
      loader: async () =>
        (await import('./visits/RecentSection')).RecentSection,
    },
  }),
];
