import { Link } from '@backstage/core-components';
import type { Entity } from '@backstage/catalog-model';
import { Line, Row, Rows, SectionCard, Strong } from '@towpath/ui';
import { countByKind } from './countByKind';

const ownedOfKind = (kind: string): string =>
  `/catalog?${new URLSearchParams({
    'filters[kind]': kind.toLocaleLowerCase('en-US'),
    'filters[user]': 'owned',
  })}`;

/** How much of each kind one owns; absent when that is nothing. */
export function OwnedCounts({ entities }: { entities: Entity[] }) {
  const counts = countByKind(entities);
  if (counts.length === 0) {
    return null;
  }
  return (
    <SectionCard title="What I own">
      <Rows label="What I own">
        {counts.map(({ kind, count }) => (
          <Row key={kind} dense>
            <Line end={count}>
              <Strong>
                <Link to={ownedOfKind(kind)}>{kind}</Link>
              </Strong>
            </Line>
          </Row>
        ))}
      </Rows>
    </SectionCard>
  );
}
