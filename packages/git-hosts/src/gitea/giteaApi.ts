import { Api } from 'gitea-js';
import type { OpenDoor } from '../http/openDoor';
import type { HostPlace } from '../location/HostedRepository';

/** A client of Gitea's API for one piece of work. */
export function giteaApi(
  open: OpenDoor,
  place: HostPlace,
  signal?: AbortSignal,
): Api<unknown> {
  return new Api({
    baseUrl: place.apiUrl,
    baseApiParams: { format: 'json' },
    customFetch: open(place, signal),
  });
}
