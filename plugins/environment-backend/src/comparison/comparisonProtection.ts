import type { ProtectionTable } from '../api/protect';
import type { ComparisonService } from './ComparisonService';

/** How what is asked of {@link ComparisonService} is written down. */
export const comparisonProtection: ProtectionTable<ComparisonService> = {
  compare: {
    eventId: 'comparison-read',
    severityLevel: 'low',
    meta: ({ service, from, to, version }) => ({ service, from, to, version }),
  },
};
