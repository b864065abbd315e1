import { createRequesterFn } from '@gitbeaker/requester-utils';
import type { OpenDoor } from '../http/openDoor';
import type { HostPlace } from '../location/HostedRepository';

/** What a request is by the time it reaches the network. */
interface Outgoing {
  method?: string;
  searchParams?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Options for a resource of the client library, for one piece of work. */
export function gitlabOptions(
  open: OpenDoor,
  place: HostPlace,
  signal?: AbortSignal,
) {
  const send = open(place, signal);
  return {
    // Both have an owner already: the door.
    queryTimeout: null,
    rateLimits: {},
    requesterFn: createRequesterFn(
      async (_, options) => options,
      async (endpoint, options) => {
        const { method, searchParams, headers, body } = options as Outgoing;
        const query = searchParams ? `?${searchParams}` : '';
        const url = `${place.apiUrl}/${endpoint}${query}`;
        const response = await send(url, { method, headers, body });
        return {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: response.status === 204 ? null : await response.json(),
        };
      },
    ),
  };
}

/** How GitLab's API names a repository. */
export const projectOf = ({ owner, name }: { owner: string; name: string }) =>
  `${owner}/${name}`;
