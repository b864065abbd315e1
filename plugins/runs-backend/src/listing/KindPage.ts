import type { Caller } from '@towpath/backend-kit';
import type { Run } from '@towpath/plugin-runs-common';
import type { RunListQuery, RunType } from '@towpath/runs';

const MOST_PAGES = 10;

/** What one kind has answered for one page of the list of all. */
export interface KindPage {
  kind: string;
  /** Cursor of the page that `items` are of; null for the first. */
  at: string | null;
  /** Not shown yet, newest first. */
  items: Run[];
  /** Where the kind goes on; absent after its last run. */
  next?: string;
  /**
   * Id down to which all runs of the kind are known; the runs of others that are older have to wait. Absent when all
   * are known.
   */
  knownTo?: string;
}

/** Newer than every id: a list that knows nothing shows nothing. */
const NOTHING_KNOWN = '~';

/** Reads on in a kind until there is a run that was not shown. */
export async function readKindPage(
  type: RunType,
  query: Omit<RunListQuery, 'cursor'>,
  { at, last }: { at: string | null; last?: string },
  caller: Caller,
): Promise<KindPage> {
  const { kind, operations } = type;
  let cursor = at;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await operations.list(
      { ...query, cursor: cursor ?? undefined },
      caller,
    );
    const next = page.nextCursor;
    const items = page.items.filter(
      run => isOlder(run, last) && isWanted(run, query),
    );
    if (items.length > 0 || next === undefined) {
      const knownTo = next === undefined ? undefined : page.items.at(-1)!.id;
      return { kind, at: cursor, items, next, knownTo };
    }
    cursor = next;
  }
  return {
    kind,
    at: cursor,
    items: [],
    next: cursor!,
    knownTo: NOTHING_KNOWN,
  };
}

function isOlder({ id }: Run, last?: string): boolean {
  return last === undefined || id < last.toLowerCase();
}

/** A kind finds what waits for a group; the policy may still say no to the person. */
function isWanted({ can }: Run, { waitingForMe }: { waitingForMe?: boolean }) {
  return !waitingForMe || can.approve.allowed;
}
