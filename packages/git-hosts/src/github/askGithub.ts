import { Octokit } from '@octokit/core';
import type { OpenDoor } from '../http/openDoor';
import type { HostPlace } from '../location/HostedRepository';

/** Runs one call with a client of GitHub's REST API. */
export async function askGithub<T>(
  open: OpenDoor,
  { place, signal }: { place: HostPlace; signal?: AbortSignal },
  call: (octokit: Octokit) => Promise<T>,
): Promise<T> {
  const send = open(place, signal);
  let failure: unknown;
  const octokit = new Octokit({
    baseUrl: place.apiUrl,
    request: {
      // The library wraps what goes wrong here in an error of its own: the one of the door is kept.
      fetch: (...sent: Parameters<typeof fetch>) =>
        send(...sent).catch(error => {
          failure = error;
          throw error;
        }),
    },
  });
  try {
    return await call(octokit);
  } catch (error) {
    throw failure ?? error;
  }
}
