import { CatalogSearchResultListItem } from '@backstage/plugin-catalog';
import { SearchModal } from '@backstage/plugin-search';
import { TechDocsSearchResultListItem } from '@backstage/plugin-techdocs';

const resultItems = [
  <CatalogSearchResultListItem key="catalog" />,
  <TechDocsSearchResultListItem key="techdocs" />,
];

/**
 * Search over the page one is on.
 *
 * @param props - `onClose` is called on Esc, on close, and when a result opens.
 */
export default function SearchDialog({ onClose }: { onClose: () => void }) {
  return (
    <SearchModal
      open
      toggleModal={onClose}
      resultItemComponents={resultItems}
    />
  );
}
