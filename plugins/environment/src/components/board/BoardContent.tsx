import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { Answer, both, EmptyState, MoreFailed } from '@towpath/ui';
import { useCallback, useMemo } from 'react';
import {
  useEnvironmentList,
  useServiceList,
} from '../../queries/useDeployments';
import { Board } from './Board';
import { BoardFilterBar } from './BoardFilterBar';
import { useBoardFilters } from './useBoardFilters';
import { WaitingLink } from './WaitingLink';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
  },
  end: {
    display: 'flex',
    gap: theme.spacing(2),
    marginLeft: 'auto',
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(14),
  },
}));

/** The filters, and below them the services that match. */
export function BoardContent() {
  const classes = useStyles();
  const { filters, query, change, clear, isFiltered } = useBoardFilters();
  const list = useServiceList(query);
  const total = list.data?.pages[0].total;
  return (
    <>
      <div className={classes.bar}>
        <BoardFilterBar filters={filters} onChange={change} />
        <div className={classes.end}>
          <span role="status">{total !== undefined && countWords(total)}</span>
          <WaitingLink />
        </div>
      </div>
      <Matches list={list} onClear={isFiltered ? clear : undefined} />
    </>
  );
}

function countWords(total: number): string {
  return total === 1
    ? '1 service'
    : `${total.toLocaleString('en-US')} services`;
}

function Matches(props: {
  list: ReturnType<typeof useServiceList>;
  onClear?: () => void;
}) {
  const { list, onClear } = props;
  const environments = useEnvironmentList();
  const services = useMemo(
    () => list.data?.pages.flatMap(page => page.items) ?? [],
    [list.data],
  );
  const { fetchNextPage, hasNextPage, isFetching } = list;
  const askForMore = useCallback(() => {
    if (!isFetching) fetchNextPage();
  }, [isFetching, fetchNextPage]);

  return (
    <Answer
      asked={both(environments, list)}
      failure="What runs where cannot be shown"
      rows={12}
    >
      {([places, { pages }]) => {
        if (places.length === 0) return <NoEnvironments />;
        if (services.length === 0) return <NoServices onClear={onClear} />;
        return (
          <Board
            environments={places}
            services={services}
            total={pages[0].total}
            onMore={
              hasNextPage && !list.isFetchNextPageError ? askForMore : undefined
            }
            end={<MoreFailed list={list} what="The services after these" />}
          />
        );
      }}
    </Answer>
  );
}

function NoEnvironments() {
  return (
    <EmptyState
      title="There is no environment yet"
      why={
        <>
          Each column here is an environment that versions run in, from the
          first one to production. It comes from an entity of{' '}
          <code>kind: Environment</code> in the catalog, which says what it
          promotes from.
        </>
      }
      action={<Link to="/docs">How an environment is defined</Link>}
    />
  );
}

function NoServices({ onClear }: { onClear?: () => void }) {
  return onClear ? (
    <EmptyState
      title="No service matches"
      why="What the filters ask for leaves none."
      action={
        <Button size="small" variant="outlined" onClick={onClear}>
          Show all services
        </Button>
      }
    />
  ) : (
    <EmptyState
      title="No service runs anywhere yet"
      why="A service has a row here once it is in the catalog and Argo CD has an application for it. The template New service makes both."
      action={<Link to="/create">Create a service</Link>}
    />
  );
}
