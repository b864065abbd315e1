import type { StateContent } from '@towpath/plugin-terraform-stacks-common';
import { Answer, EmptyState, Notice } from '@towpath/ui';
import { useMemo } from 'react';
import { useResources } from '../../queries/useStackParts';
import { ResourceTable } from './ResourceTable';
import { StateGraph } from './StateGraph';

/** What the newest state of a stack holds, and what depends on what. */
export function ResourcesTab({ stack }: { stack: string }) {
  const asked = useResources(stack);
  return (
    <Answer asked={asked} failure="The state cannot be shown" rows={8}>
      {content => <Content content={content} />}
    </Answer>
  );
}

function Content({ content }: { content: StateContent }) {
  const { readable, why, resources } = content;
  const live = useMemo(
    () => resources.filter(({ deposed }) => !deposed),
    [resources],
  );
  if (!readable) {
    return (
      <Notice>
        <strong>The state cannot be read.</strong>{' '}
        {why ?? 'Nobody has said why.'} Plans and applies work as before.
      </Notice>
    );
  }
  if (resources.length === 0) {
    return (
      <EmptyState
        title="It holds nothing"
        why="What an apply makes is here, each resource with its attributes and what it depends on. Plan is the way there."
      />
    );
  }
  return (
    <>
      <StateGraph resources={live} />
      <ResourceTable resources={resources} />
    </>
  );
}
