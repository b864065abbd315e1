import { HomeSectionBlueprint, VisitNamesBlueprint } from '@towpath/home-react';
import { visitNames } from '../lib/visitNames';

/** On home: decisions, what came to nothing, and freezes. */
export const waitingSection = HomeSectionBlueprint.make({
  name: 'waiting',
  params: {
    place: 'needs-me-now',
    title: 'Waiting for me',
    loader: async () =>
      (await import('../components/home/WaitingSection')).WaitingSection,
  },
});

/** On home: one's own services, and what of each runs where. */
export const servicesSection = HomeSectionBlueprint.make({
  name: 'services',
  params: {
    place: 'my-things',
    title: 'My services',
    loader: async () =>
      (await import('../components/home/ServicesSection')).ServicesSection,
  },
});

/** On home: what visits to our pages are called. */
export const visitNaming = VisitNamesBlueprint.make({
  params: defineParams => defineParams(visitNames),
});
