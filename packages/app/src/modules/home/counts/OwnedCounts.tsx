import { Link } from '@backstage/core-components';
import { useMine, useStillLoading } from '@towpath/home-react';
import { Line, Row, Rows, SectionCard, Strong } from '@towpath/ui';
import { countByKind } from './countByKind';

const ownedOfKind = (kind: string): string =>
  `/catalog?${new URLSearchParams({
    'filters[kind]': kind.toLocaleLowerCase('en-US'),
    'filters[user]': 'owned',
  })}`;

/** How much of each kind one owns; absent when that is nothing, or not known, which others say. */
export function OwnedCounts() {
  const mine = useMine();
  useStillLoading(!mine.data && !mine.error);
  const counts = countByKind(mine.data?.owned.entities ?? []);
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
