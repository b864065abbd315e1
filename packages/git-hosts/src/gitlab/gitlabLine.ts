import { createRequesterFn } from '@gitbeaker/requester-utils';
import { connect, type Line } from '../http/connect';
import type { OpenDoor } from '../http/openDoor';
import type { HostPlace } from '../location/HostedRepository';

/** The library knows a host; who sends the requests puts the API of the real one in its place. */
const ANY_HOST = 'https://gitlab.invalid';

/** What a request is by the time it reaches the network. */
interface Outgoing {
  /** What comes before the address, of the library's own host. */
  prefixUrl: string;
  method?: string;
  searchParams?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Options for any resource of the client library. */
type GitlabOptions = ReturnType<typeof optionsFor>;

export type GitlabLine = Line<GitlabOptions>;

/** What GitLab gives a page at the most. */
export const PAGE_SIZE = 100;

/** GitLab's REST API. */
export const gitlabLine = (open: OpenDoor): GitlabLine =>
  connect(open, optionsFor);

function optionsFor({ apiUrl }: HostPlace, send: typeof fetch) {
  return {
    host: ANY_HOST,
    // Both have an owner already: the door.
    queryTimeout: null,
    rateLimits: {},
    requesterFn: createRequesterFn(
      async (_, options) => options,
      async (endpoint, options) => {
        const outgoing = options as unknown as Outgoing;
        const { method, headers, body } = outgoing;
        const url = `${apiUrl}/${addressOf(endpoint, outgoing)}`;
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

/** Some resources have the first words of an address in the prefix, others in the endpoint. */
function addressOf(
  endpoint: string,
  { prefixUrl, searchParams }: Outgoing,
): string {
  const prefix = prefixUrl.replace(`${ANY_HOST}/api/v4/`, '');
  const path = prefix ? `${prefix}/${endpoint}` : endpoint;
  return searchParams ? `${path}?${searchParams}` : path;
}

/** How GitLab's API names a repository. */
export const projectOf = ({ owner, name }: { owner: string; name: string }) =>
  `${owner}/${name}`;
