import { Controls, DidNotCome, FilterSelect, useOwners } from '@towpath/ui';
import { useEnvironments } from '../../queries/useEnvironments';
import { useResourceTypes } from '../../queries/useResourceTypes';
import {
  DRIFT_WORDS,
  STATUS_WORDS,
  type ResourceFilters,
} from './useResourceFilters';

/** What {@link ResourceFilterBar} needs. */
export interface ResourceFilterBarProps {
  filters: ResourceFilters;
  onChange: (changes: Partial<ResourceFilters>) => void;
}

const asIs = (value: string) => ({ value, words: value });

const statusChoices = Object.entries(STATUS_WORDS).map(([value, words]) => ({
  value,
  words,
}));

const driftChoices = Object.entries(DRIFT_WORDS).map(([value, words]) => ({
  value,
  words,
}));

/** Narrows the resources by type, owner, environment, state and what was last seen. */
export function ResourceFilterBar(props: ResourceFilterBarProps) {
  const { filters, onChange } = props;
  const { owners, ...askedOwners } = useOwners();
  const { environments, ...asked } = useEnvironments();
  const types = useResourceTypes().data?.items ?? [];
  const typeNames = new Set(types.map(({ type }) => type));
  return (
    <Controls filters="Resources">
      <FilterSelect
        label="Type"
        value={filters.type}
        choices={[...typeNames].sort().map(asIs)}
        takesOthers
        onChange={type => onChange({ type })}
      />
      <FilterSelect
        label="Owner"
        value={filters.owner}
        choices={owners}
        takesOthers
        onChange={owner => onChange({ owner })}
      />
      <FilterSelect
        label="Environment"
        value={filters.environment}
        choices={environments}
        takesOthers
        onChange={environment => onChange({ environment })}
      />
      <FilterSelect
        label="State"
        value={filters.status}
        choices={statusChoices}
        onChange={status => onChange({ status })}
      />
      <FilterSelect
        label="Drift"
        value={filters.drift}
        choices={driftChoices}
        onChange={drift => onChange({ drift })}
      />
      <DidNotCome
        what="Owners"
        error={askedOwners.error}
        onRetry={askedOwners.retry}
      />
      <DidNotCome
        what="Environments"
        error={asked.error}
        onRetry={asked.retry}
      />
    </Controls>
  );
}
