import Button from '@material-ui/core/Button';
import {
  Answer,
  EmptyState,
  Page,
  Rows,
  SectionCard,
  ShowMore,
  isNotFound,
} from '@towpath/ui';
import { usePromotionList } from '../../queries/usePromotions';
import { PromotionFilters } from './PromotionFilters';
import { PromotionRow } from './PromotionRow';
import { usePromotionFilters } from './usePromotionFilters';

const NONE = { pages: [], pageParams: [] };

/** Every promotion, newest first, narrowed by what the address says. */
export function PromotionsPage() {
  const { filters, query, change, clear, isFiltered } = usePromotionFilters();
  const list = usePromotionList(query);
  // An address may name a service that is gone, or a part of its name.
  const unknown = filters.service !== '' && isNotFound(list.error);
  const asked = unknown && !list.data ? { ...list, data: NONE } : list;
  return (
    <Page title="Promotions">
      <PromotionFilters filters={filters} onChange={change} />
      <SectionCard title="Promotions">
        <Answer
          asked={asked}
          failure="The promotions cannot be listed"
          rows={8}
        >
          {({ pages }) => (
            <Rows
              label="Promotions"
              empty={<Nothing onClear={isFiltered ? clear : undefined} />}
            >
              {pages
                .flatMap(page => page.items)
                .map(promotion => (
                  <PromotionRow key={promotion.id} promotion={promotion} />
                ))}
            </Rows>
          )}
        </Answer>
        <ShowMore list={list} what="The promotions after these" />
      </SectionCard>
    </Page>
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
