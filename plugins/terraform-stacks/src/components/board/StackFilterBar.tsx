import { Controls, DidNotCome, FilterSelect, FilterText } from '@towpath/ui';
import { DRIFT_LOOKS, LAST_RUN_WORDS } from '../../lib/drift';
import { useChoices } from '../../queries/useChoices';
import type { StackFilters } from './useStackFilters';

/** What {@link StackFilterBar} needs. */
export interface StackFilterBarProps {
  filters: StackFilters;
  onChange: (changes: Partial<StackFilters>) => void;
}

const driftChoices = Object.entries(DRIFT_LOOKS).map(([value, { words }]) => ({
  value,
  words,
}));

const runChoices = Object.entries(LAST_RUN_WORDS).map(([value, words]) => ({
  value,
  words,
}));

/** Narrows the stacks by name, owner, environment, drift and their newest run. */
export function StackFilterBar({ filters, onChange }: StackFilterBarProps) {
  const { owners, environments, error, retry } = useChoices();
  const ownerChoices = owners.map(({ ref, words }) => ({ value: ref, words }));
  const places = environments.map(({ name, words }) => ({
    value: name,
    words,
  }));
  return (
    <Controls filters="Stacks">
      <FilterText
        label="Filter stacks"
        value={filters.text}
        takesSlash
        onChange={text => onChange({ text })}
      />
      <FilterSelect
        label="Owner"
        value={filters.owner}
        choices={ownerChoices}
        takesOthers
        onChange={owner => onChange({ owner })}
      />
      <FilterSelect
        label="Environment"
        value={filters.environment}
        choices={places}
        takesOthers
        onChange={environment => onChange({ environment })}
      />
      <FilterSelect
        label="Drift"
        value={filters.drift}
        choices={driftChoices}
        onChange={drift => onChange({ drift })}
      />
      <FilterSelect
        label="Last run"
        value={filters.lastRun}
        choices={runChoices}
        onChange={lastRun => onChange({ lastRun })}
      />
      <DidNotCome
        what="Owners and environments"
        error={error}
        onRetry={retry}
      />
    </Controls>
  );
}
