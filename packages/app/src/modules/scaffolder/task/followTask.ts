import type {
  LogEvent,
  ScaffolderApi,
} from '@backstage/plugin-scaffolder-common';

const RECONNECT_MS = 3_000;
// Nothing says that a stream stands until an event comes, and that may be long.
const STANDS_MS = 2_000;
// A plan of many lines would draw the page anew for each.
const GATHER_MS = 200;

/** What {@link followTask} follows, and whom it tells. */
export interface FollowTaskOptions {
  api: Pick<ScaffolderApi, 'streamLogs'>;
  taskId: string;
  /** It can begin again after its ending, so the stream goes on. */
  isRecoverable: boolean;
  /** Each event once, in order. */
  onEvents: (events: LogEvent[]) => void;
  /** Whether the stream stands. */
  onConnection: (isThere: boolean) => void;
}

/**
 * Follows the events of a task, and takes up where it stopped when the connection is lost. A
 * page that nobody looks at lets its connection go: a browser has six for all tabs of a host.
 *
 * @returns a function that ends it.
 */
export function followTask(options: FollowTaskOptions): () => void {
  const { api, taskId, isRecoverable, onEvents, onConnection } = options;
  let last: number | undefined;
  const gathered: LogEvent[] = [];
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let subscription: { unsubscribe(): void } | undefined;

  const tell = () => {
    if (gathered.length > 0) onEvents(gathered.splice(0));
  };
  const gatherer = setInterval(tell, GATHER_MS);

  function leave() {
    clearTimeout(timer);
    subscription?.unsubscribe();
    subscription = undefined;
    tell();
  }

  function connect() {
    leave();
    timer = setTimeout(() => onConnection(true), STANDS_MS);
    subscription = api
      .streamLogs({ taskId, isTaskRecoverable: isRecoverable, after: last })
      .subscribe({
        next(event) {
          if (last !== undefined && event.id <= last) return;
          last = event.id;
          gathered.push(event);
        },
        error() {
          leave();
          onConnection(false);
          timer = setTimeout(connect, RECONNECT_MS);
        },
        complete() {
          isOver = true;
          leave();
        },
      });
  }

  function onVisibility() {
    if (isOver) return;
    if (document.hidden) leave();
    else connect();
  }

  document.addEventListener('visibilitychange', onVisibility);
  if (!document.hidden) connect();
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    leave();
    clearInterval(gatherer);
  };
}
