import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { Caller } from '@towpath/backend-kit';
import type { Clock } from '@towpath/clock';
import type {
  RunPage,
  RunQuery,
  UnansweredKind,
} from '@towpath/plugin-runs-common';
import type { RunListQuery, RunsService, RunType } from '@towpath/runs';
import { askWithin } from './askWithin';
import { readKindPage, type KindPage } from './KindPage';
import { mergePages } from './mergePages';
import { readSubject } from './readSubject';
import { decodeRunCursor, encodeRunCursor, type RunCursor } from './RunCursor';
import { toUnanswered } from './toUnanswered';

const PAGE = 50;

export interface RunListerOptions {
  types: RunsService;
  clock: Clock;
  logger: LoggerService;
}

type Asked = { page: KindPage } | { unanswered: UnansweredKind };

/** Lists the runs of all kinds, each asked for as the person who looks. */
export class RunLister {
  readonly #options: RunListerOptions;

  constructor(options: RunListerOptions) {
    this.#options = options;
  }

  /** @throws InputError for a kind that there is not, a subject that is no reference, or a cursor of another list. */
  async list(query: RunQuery, caller: Caller): Promise<RunPage> {
    const { limit = PAGE } = query;
    const types = this.#typesOf(query);
    const from = query.cursor ? decodeRunCursor(query.cursor) : begin(types);
    const waiting = types.filter(({ kind }) => Object.hasOwn(from.kinds, kind));
    const asked = await Promise.all(
      waiting.map(type => this.#ask(type, toListQuery(query), from, caller)),
    );
    const pages = asked.flatMap(one => ('page' in one ? [one.page] : []));
    const unanswered = asked.flatMap(one =>
      'unanswered' in one ? [one.unanswered] : [],
    );
    const { items, cursor } = mergePages(pages, { limit, last: from.last });
    const isEnd = Object.keys(cursor.kinds).length === 0;
    return {
      items,
      unanswered,
      ...(!isEnd && {
        // A kind that is back by the next page goes on where it was.
        nextCursor: encodeRunCursor({
          ...cursor,
          kinds: { ...keepOf(from, unanswered), ...cursor.kinds },
        }),
      }),
    };
  }

  #typesOf({ kind: wanted }: RunQuery): RunType[] {
    const types = this.#options.types.list();
    const names = types.map(({ kind }) => kind);
    const unknown = wanted?.find(one => !names.includes(one));
    if (unknown !== undefined) {
      throw new InputError(
        `kind "${unknown}" is none of: ${names.join(
          ', ',
        )}. Give one of them, or none for all`,
      );
    }
    return types.filter(({ kind }) => !wanted || wanted.includes(kind));
  }

  async #ask(
    type: RunType,
    query: Omit<RunListQuery, 'cursor'>,
    { last, kinds }: RunCursor,
    caller: Caller,
  ): Promise<Asked> {
    const { clock, logger } = this.#options;
    const at = kinds[type.kind];
    try {
      const page = await askWithin(clock, type.title, () =>
        readKindPage(type, query, { at, last }, caller),
      );
      return { page };
    } catch (error) {
      return { unanswered: toUnanswered(type, error, logger) };
    }
  }
}

function toListQuery(query: RunQuery): Omit<RunListQuery, 'cursor'> {
  const { status, waitingForMe, requestedBy, subject, limit = PAGE } = query;
  return {
    statuses: status,
    waitingForMe,
    requestedBy,
    subject: subject === undefined ? undefined : readSubject(subject),
    limit,
  };
}

function begin(types: RunType[]): RunCursor {
  return { kinds: Object.fromEntries(types.map(({ kind }) => [kind, null])) };
}

function keepOf({ kinds }: RunCursor, unanswered: UnansweredKind[]) {
  return Object.fromEntries(unanswered.map(({ kind }) => [kind, kinds[kind]]));
}
