import { END_STATUSES, OPEN_STATUSES } from '../../lib/hasEnded';
import { useEnvironmentList } from '../../queries/useDeployments';
import { useCalmStyles } from '../shared/useCalmStyles';
import { FilterSelect } from './FilterSelect';
import { ServiceFilter } from './ServiceFilter';

const statusChoices = [
  { value: 'open', words: 'on its way' },
  ...[...OPEN_STATUSES, ...END_STATUSES].map(status => ({
    value: status,
    words: status.replace('-', ' '),
  })),
];

/** What {@link PromotionFilters} needs. */
export interface PromotionFiltersProps {
  filters: { service: string; environment: string; status: string };
  onChange: (name: 'service' | 'environment' | 'status', value: string) => void;
}

/** What the list is narrowed to. */
export function PromotionFilters({ filters, onChange }: PromotionFiltersProps) {
  const classes = useCalmStyles();
  const { data: environments = [] } = useEnvironmentList();
  return (
    <div className={classes.actions} role="search" aria-label="Promotions">
      <ServiceFilter
        value={filters.service}
        onChange={value => onChange('service', value)}
      />
      <FilterSelect
        label="Environment"
        value={filters.environment}
        choices={environments.map(({ name, title }) => ({
          value: name,
          words: title ?? name,
        }))}
        onChange={value => onChange('environment', value)}
      />
      <FilterSelect
        label="State"
        value={filters.status}
        choices={statusChoices}
        onChange={value => onChange('status', value)}
      />
    </div>
  );
}
