import { Api } from 'gitea-js';
import { connect, type Line } from '../http/connect';
import type { OpenDoor } from '../http/openDoor';

export type GiteaLine = Line<Api<unknown>>;

/** What Gitea gives a page at the most, unless it is configured otherwise. */
export const PAGE_SIZE = 50;

/** Gitea's REST API. */
export const giteaLine = (open: OpenDoor): GiteaLine =>
  connect(
    open,
    ({ apiUrl }, send) =>
      new Api({
        baseUrl: apiUrl,
        baseApiParams: { format: 'json' },
        customFetch: send,
      }),
  );
