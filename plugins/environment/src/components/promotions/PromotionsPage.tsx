import Button from '@material-ui/core/Button';
import { EmptyState, ErrorState, SectionCard, Waiting } from '@towpath/ui';
import { isNotFound } from '../../lib/isNotFound';
import { usePromotionList } from '../../queries/usePromotions';
import { PageTitle } from '../shared/PageTitle';
import { ShowMore } from '../shared/ShowMore';
import { useCalmStyles } from '../shared/useCalmStyles';
import { PromotionFilters } from './PromotionFilters';
import { PromotionRow } from './PromotionRow';
import { usePromotionFilters } from './usePromotionFilters';

/** Every promotion, newest first, narrowed by what the address says. */
export function PromotionsPage() {
  const classes = useCalmStyles();
  const { filters, query, set, clear } = usePromotionFilters();
  const list = usePromotionList(query);
  const items = list.data?.pages.flatMap(page => page.items);
  const filtered = Object.values(filters).some(value => value !== '');
  // An address may name a service that is gone, or a part of its name.
  const unknown = filters.service !== '' && isNotFound(list.error);
  const failed = !items && list.error && !unknown;
  return (
    <main className={classes.page}>
      <PageTitle of="Promotions" />
      <PromotionFilters filters={filters} onChange={set} />
      <SectionCard title="Promotions">
        {failed && (
          <ErrorState
            title="The promotions cannot be listed"
            error={list.error}
            onRetry={() => list.refetch()}
          />
        )}
        {!items && !list.error && <Waiting rows={8} />}
        {(items?.length === 0 || (!items && unknown)) && (
          <Nothing onClear={filtered ? clear : undefined} />
        )}
        {items && items.length > 0 && (
          <ul className={classes.rows} aria-label="Promotions">
            {items.map(promotion => (
              <PromotionRow key={promotion.id} promotion={promotion} />
            ))}
          </ul>
        )}
        <ShowMore list={list} what="The promotions after these" />
      </SectionCard>
    </main>
  );
}

function Nothing({ onClear }: { onClear?: () => void }) {
  return onClear ? (
    <EmptyState
      title="No promotion matches these filters"
      why="Take a filter away to see more."
      action={<Button onClick={onClear}>Clear the filters</Button>}
    />
  ) : (
    <EmptyState
      title="Nothing has been promoted yet"
      why="The arrow between two environments on the board promotes what runs in the first to the second."
    />
  );
}
