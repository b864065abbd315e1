import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { BoardList, EmptyState, Line, Page, Quiet } from '@towpath/ui';
import { useResourceSignals } from '../../queries/useResourceSignals';
import { useResources } from '../../queries/useResources';
import { typesRouteRef } from '../../routes';
import { COLUMNS, ResourceCells, ResourceHead } from './ResourceCells';
import { ResourceFilterBar } from './ResourceFilterBar';
import { useResourceFilters } from './useResourceFilters';

/** The resources of all services, those that match the address. */
export function BoardPage() {
  const { filters, query, change, clear, isFiltered } = useResourceFilters();
  useResourceSignals();
  const list = useResources(query);
  const total = list.data?.pages[0].total;
  return (
    <Page title="Resources" fills>
      <Line
        end={
          <Quiet component="span" live>
            {total !== undefined && countWords(total)}
          </Quiet>
        }
      >
        <ResourceFilterBar filters={filters} onChange={change} />
      </Line>
      <BoardList
        list={list}
        of="resources"
        columns={COLUMNS}
        head={<ResourceHead />}
        keyOf={({ id }) => id}
        empty={<Nothing onClear={isFiltered ? clear : undefined} />}
      >
        {resource => <ResourceCells resource={resource} />}
      </BoardList>
    </Page>
  );
}

function countWords(total: number): string {
  return total === 1
    ? '1 resource'
    : `${total.toLocaleString('en-US')} resources`;
}

function Nothing({ onClear }: { onClear?: () => void }) {
  const types = useRouteRef(typesRouteRef);
  return onClear ? (
    <EmptyState
      title="No resource matches"
      why="What the filters ask for leaves none."
      action={
        <Button size="small" variant="outlined" onClick={onClear}>
          Show all resources
        </Button>
      }
    />
  ) : (
    <EmptyState
      title="No service has a resource yet"
      why="What a service asks for in its score.yaml is here once it was provisioned: a database, a queue, a volume."
      action={<Link to={types()}>What can be asked for</Link>}
    />
  );
}
