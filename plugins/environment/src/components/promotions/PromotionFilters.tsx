import { Controls, FilterSelect } from '@towpath/ui';
import { END_STATUSES, OPEN_STATUSES } from '@towpath/plugin-runs-common';
import { useEnvironmentList } from '../../queries/useDeployments';
import { ServiceFilter } from './ServiceFilter';
import type { PromotionFilters as Filters } from './usePromotionFilters';

const statusChoices = [
  { value: 'open', words: 'on its way' },
  ...[...OPEN_STATUSES, ...END_STATUSES].map(status => ({
    value: status,
    words: status.replace('-', ' '),
  })),
];

/** What {@link PromotionFilters} needs. */
export interface PromotionFiltersProps {
  filters: Filters;
  onChange: (changes: Partial<Filters>) => void;
}

/** What the list is narrowed to. */
export function PromotionFilters({ filters, onChange }: PromotionFiltersProps) {
  const { data: environments = [] } = useEnvironmentList();
  return (
    <Controls filters="Promotions">
      <ServiceFilter
        value={filters.service}
        onChange={service => onChange({ service })}
      />
      <FilterSelect
        label="Environment"
        value={filters.environment}
        choices={environments.map(({ name, title }) => ({
          value: name,
          words: title ?? name,
        }))}
        onChange={environment => onChange({ environment })}
      />
      <FilterSelect
        label="State"
        value={filters.status}
        choices={statusChoices}
        onChange={status => onChange({ status })}
      />
    </Controls>
  );
}
