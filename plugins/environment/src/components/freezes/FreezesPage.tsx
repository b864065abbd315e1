import type { Freeze } from '@towpath/plugin-environment-common';
import {
  Answer,
  EmptyState,
  Page,
  Rows,
  SectionCard,
  ShowMore,
  useFocusLater,
} from '@towpath/ui';
import type { Ref } from 'react';
import { useFreezes } from '../../queries/useFreezes';
import { BeginFreeze } from './BeginFreeze';
import { FreezeRow } from './FreezeRow';

/** What is frozen now, what will be, and how to change it. */
export function FreezesPage() {
  return (
    <Page title="Freezes">
      <BeginFreeze />
      <FreezeLists />
    </Page>
  );
}

function FreezeLists() {
  const list = useFreezes();
  return (
    <Answer asked={list} failure="The freezes cannot be listed" rows={6}>
      {({ pages }) => (
        <>
          <ByTime freezes={pages.flatMap(page => page.items)} />
          <ShowMore list={list} what="The freezes after these" />
        </>
      )}
    </Answer>
  );
}

function ByTime({ freezes }: { freezes: Freeze[] }) {
  const heading = useFocusLater<HTMLHeadingElement>();
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
  if (freezes.length === 0 && !nothing) return null;
  return (
    <SectionCard
      title={title}
      titleRef={titleRef}
      note={freezes.length || undefined}
    >
      <Rows label={title} empty={nothing}>
        {freezes.map(freeze => (
          <FreezeRow key={freeze.id} freeze={freeze} onEnded={onEnded} />
        ))}
      </Rows>
    </SectionCard>
  );
}
