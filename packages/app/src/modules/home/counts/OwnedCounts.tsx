import { Link } from '@backstage/core-components';
import type { Entity } from '@backstage/catalog-model';
import { SectionCard } from '@towpath/ui';
import { useRowStyles } from '../rowStyles';
import { countByKind } from './countByKind';

const ownedOfKind = (kind: string): string =>
  `/catalog?${new URLSearchParams({
    'filters[kind]': kind.toLocaleLowerCase('en-US'),
    'filters[user]': 'owned',
  })}`;

/** How much of each kind one owns; absent when that is nothing. */
export function OwnedCounts({ entities }: { entities: Entity[] }) {
  const rows = useRowStyles();
  const counts = countByKind(entities);
  if (counts.length === 0) {
    return null;
  }
  return (
    <SectionCard title="What I own">
      <ul className={rows.list}>
        {counts.map(({ kind, count }) => (
          <li key={kind} className={rows.row}>
            <Link to={ownedOfKind(kind)} className={rows.name}>
              {kind}
            </Link>
            <span className={rows.end}>{count}</span>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
