import { useId } from 'react';
import TextField from '@material-ui/core/TextField';
import { END_STATUSES, OPEN_STATUSES } from '../../lib/hasEnded';
import { useEnvironmentList } from '../../queries/useDeployments';
import { useCalmStyles } from '../shared/useCalmStyles';
import { FilterSelect } from './FilterSelect';

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
  const serviceId = useId();
  const { data: environments = [] } = useEnvironmentList();
  return (
    <form
      className={classes.actions}
      aria-label="Filters"
      onSubmit={event => {
        event.preventDefault();
        const entered = new FormData(event.currentTarget).get('service');
        onChange('service', String(entered ?? '').trim());
      }}
    >
      <TextField
        // Another address brings another text.
        key={filters.service}
        id={serviceId}
        name="service"
        size="small"
        variant="outlined"
        label="Service"
        placeholder="whole name, then Enter"
        defaultValue={filters.service}
        InputLabelProps={{ shrink: true }}
        inputProps={{ maxLength: 200 }}
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
    </form>
  );
}
