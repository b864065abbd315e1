import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { BoardList, EmptyState, Line, Page, Quiet } from '@towpath/ui';
import { useStacks } from '../../queries/useStacks';
import { useStackSignals } from '../../queries/useStackSignals';
import { NewStackButton } from './NewStackButton';
import { COLUMNS, StackCells, StackHead } from './StackCells';
import { StackFilterBar } from './StackFilterBar';
import { useStackFilters } from './useStackFilters';

/** All stacks that match the address, and how each stands. */
export function BoardPage() {
  const { filters, query, change, clear, isFiltered } = useStackFilters();
  useStackSignals();
  const list = useStacks(query);
  const total = list.data?.pages[0].total;
  return (
    <Page title="Terraform stacks" fills>
      <Line
        end={
          <>
            <Quiet component="span" live>
              {total !== undefined && countWords(total)}
            </Quiet>{' '}
            <NewStackButton />
          </>
        }
      >
        <StackFilterBar filters={filters} onChange={change} />
      </Line>
      <BoardList
        list={list}
        of="stacks"
        columns={COLUMNS}
        head={<StackHead />}
        keyOf={({ key }) => key}
        empty={<Nothing onClear={isFiltered ? clear : undefined} />}
      >
        {stack => <StackCells stack={stack} />}
      </BoardList>
    </Page>
  );
}

function countWords(total: number): string {
  return total === 1 ? '1 stack' : `${total.toLocaleString('en-US')} stacks`;
}

function Nothing({ onClear }: { onClear?: () => void }) {
  return onClear ? (
    <EmptyState
      title="No stack matches"
      why="What the filters ask for leaves none."
      action={
        <Button size="small" variant="outlined" onClick={onClear}>
          Show all stacks
        </Button>
      }
    />
  ) : (
    <EmptyState
      title="There is no stack yet"
      why="A stack is what one Terraform module has made in one place, with its state. A template with the action terraform:plan makes it, and so does a Stack in the catalog. Sample stack is a template that makes nothing real."
      action={
        <Link to="/create/templates/default/sandbox-stack">
          Begin a sample stack
        </Link>
      }
    />
  );
}
