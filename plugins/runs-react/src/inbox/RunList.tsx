import { Answer, Rows, SectionCard, ShowMore } from '@towpath/ui';
import type { ReactNode } from 'react';
import { useRunList } from '../queries/useRuns';
import { useRunSignals } from '../queries/useRunSignals';
import { RunRow } from './RunRow';
import { Unanswered } from './Unanswered';
import { unansweredIn } from './useInbox';

/** What {@link RunList} needs. */
export interface RunListProps {
  title: string;
  /** Only runs of this kind. */
  kind: string;
  /** Only those about this, an entity reference; about anything when absent. */
  subject?: string;
  /** What stands there when there is none. */
  nothing: string;
  /** What begins one. */
  action?: ReactNode;
}

/** The runs of one kind, newest first, for a page of the plugin that brings it. */
export function RunList(props: RunListProps) {
  const { title, kind, subject, nothing, action } = props;
  useRunSignals();
  const list = useRunList({ kind: [kind], subject, limit: 20 });
  return (
    <SectionCard title={title} action={action}>
      <Answer asked={list} failure="The runs cannot be listed" rows={5}>
        {({ pages }) => (
          <>
            <Unanswered kinds={unansweredIn(pages)} />
            <Rows
              label={title}
              empty={unansweredIn(pages).length === 0 ? nothing : undefined}
            >
              {pages.flatMap(({ items }) =>
                items.map(run => <RunRow key={run.id} run={run} />),
              )}
            </Rows>
          </>
        )}
      </Answer>
      <ShowMore list={list} what="Older runs" />
    </SectionCard>
  );
}
