import Button from '@material-ui/core/Button';
import type { ResourceType } from '@towpath/plugin-score-common';
import {
  Answer,
  Controls,
  DidNotCome,
  EmptyState,
  FilterSelect,
  FilterText,
  oneInAddress,
  Page,
  useAddressFilters,
} from '@towpath/ui';
import { useEnvironments } from '../../queries/useEnvironments';
import { useResourceTypes } from '../../queries/useResourceTypes';
import { FileProblems } from '../shared/FileProblems';
import { ServiceChoice } from '../shared/ServiceChoice';
import { TypeCard } from './TypeCard';

const inAddress = {
  type: oneInAddress('type'),
  text: oneInAddress('q'),
  service: oneInAddress('service'),
  environment: oneInAddress('environment'),
};

/** What a Score file can ask for, by type and class. */
export function TypesPage() {
  const asked = useResourceTypes();
  return (
    <Page title="Resource types">
      <Answer
        asked={asked}
        failure="The resource types cannot be listed"
        rows={8}
      >
        {({ items, problems }) => (
          <>
            <FileProblems what="resource definitions" problems={problems} />
            {items.length === 0 ? <NoTypes /> : <Types items={items} />}
          </>
        )}
      </Answer>
    </Page>
  );
}

function Types({ items }: { items: ResourceType[] }) {
  const { filters, change, clear, isFiltered } = useAddressFilters(inAddress);
  const { environments, error, retry } = useEnvironments();
  const { service, environment } = filters;
  const where = service && environment ? { service, environment } : undefined;
  const shown = items.filter(
    item =>
      (!filters.type || item.type === filters.type) &&
      mentions(item, filters.text),
  );
  return (
    <>
      <Controls filters="Resource types">
        <FilterText
          label="Filter types"
          value={filters.text}
          takesSlash
          onChange={text => change({ text })}
        />
        <ServiceChoice
          value={filters.service}
          onChange={chosen => change({ service: chosen })}
        />
        <FilterSelect
          label="Environment"
          value={filters.environment}
          choices={environments}
          onChange={chosen => change({ environment: chosen })}
        />
        {isFiltered && <Button onClick={clear}>Show all types</Button>}
        <DidNotCome what="Environments" error={error} onRetry={retry} />
      </Controls>
      {shown.map(item => (
        <TypeCard key={`${item.type} ${item.class}`} of={item} where={where} />
      ))}
      {shown.length === 0 && (
        <EmptyState
          title={
            filters.type && !filters.text
              ? `Nothing provides ${filters.type} here`
              : 'No type matches'
          }
          why="A type is here once a file of resource definitions says how it is provided."
        />
      )}
    </>
  );
}

function mentions(
  { type, title, description = '' }: ResourceType,
  text: string,
) {
  const words = `${type} ${title} ${description}`.toLowerCase();
  return words.includes(text.trim().toLowerCase());
}

function NoTypes() {
  return (
    <EmptyState
      title="Nothing can be asked for yet"
      why={
        <>
          What a Score file can ask for, such as a database, is said by files in
          the folder <code>resources</code> of the platform&apos;s data.
        </>
      }
    />
  );
}
