import type { Freeze } from '@towpath/plugin-environment-common';
import { EmptyState, ErrorState, SectionCard, Waiting } from '@towpath/ui';
import type { Ref } from 'react';
import { useFocusLater } from '../../hooks/useFocusLater';
import { useFreezes } from '../../queries/useFreezes';
import { PageTitle } from '../shared/PageTitle';
import { ShowMore } from '../shared/ShowMore';
import { useCalmStyles } from '../shared/useCalmStyles';
import { BeginFreeze } from './BeginFreeze';
import { FreezeRow } from './FreezeRow';

/** What is frozen now, what will be, and how to change it. */
export function FreezesPage() {
  const classes = useCalmStyles();
  return (
    <main className={classes.page}>
      <PageTitle of="Freezes" />
      <BeginFreeze />
      <FreezeLists />
    </main>
  );
}

function FreezeLists() {
  const heading = useFocusLater<HTMLHeadingElement>();
  const list = useFreezes();
  const { data, error, refetch } = list;
  const freezes = data?.pages.flatMap(page => page.items);
  if (!freezes) {
    return error ? (
      <ErrorState
        title="The freezes cannot be listed"
        error={error}
        onRetry={() => refetch()}
      />
    ) : (
      <Waiting rows={6} />
    );
  }
  return (
    <>
      <Freezes
        title="Hold now"
        titleRef={heading.ref}
        onEnded={heading.focus}
        freezes={freezes.filter(({ active }) => active)}
        nothing={
          <EmptyState
            title="Nothing is frozen"
            why="While a freeze holds, no version reaches its environment; rolling back stays possible with a reason. Those that hold show here, with who set them and until when."
          />
        }
      />
      <Freezes
        title="Come next"
        onEnded={heading.focus}
        freezes={freezes.filter(
          ({ active, recurring }) => !active && !recurring,
        )}
      />
      <Freezes
        title="Come again and again"
        onEnded={heading.focus}
        freezes={freezes.filter(
          ({ active, recurring }) => !active && recurring,
        )}
      />
      <ShowMore list={list} what="The freezes after these" />
    </>
  );
}

function Freezes(props: {
  title: string;
  freezes: Freeze[];
  onEnded: () => void;
  titleRef?: Ref<HTMLHeadingElement>;
  nothing?: JSX.Element;
}) {
  const { title, freezes, onEnded, titleRef, nothing } = props;
  const classes = useCalmStyles();
  if (freezes.length === 0 && !nothing) return null;
  return (
    <SectionCard
      title={title}
      titleRef={titleRef}
      note={freezes.length || undefined}
    >
      {freezes.length === 0 ? (
        nothing
      ) : (
        <ul className={classes.rows} aria-label={title}>
          {freezes.map(freeze => (
            <FreezeRow key={freeze.id} freeze={freeze} onEnded={onEnded} />
          ))}
        </ul>
      )}
    </SectionCard>
  );
}
