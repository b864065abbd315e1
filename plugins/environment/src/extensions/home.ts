import { HomeSectionBlueprint, VisitNamesBlueprint } from '@towpath/home-react';
import { visitNames } from '../lib/visitNames';

/** On home: freezes that keep one's own services from going on. */
export const freezesSection = HomeSectionBlueprint.make({
  name: 'freezes',
  params: {
    place: 'needs-me-now',
    title: 'Freezes',
    loader: async () =>
      (await import('../components/home/FreezesSection')).FreezesSection,
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
