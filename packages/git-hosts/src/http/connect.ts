import type { HostPlace } from '../location/HostedRepository';
import type { OpenDoor } from './openDoor';
import { readPages, type PagedList } from './readPages';

/** A client library of one kind of host, for one piece of work, which sends its requests by what it is given. */
type CreateClient<Client> = (place: HostPlace, send: typeof fetch) => Client;

/** The way to one kind of host, by its client library. */
export interface Line<Client> {
  /** What one call of the library answers; its errors are those of the door. */
  ask<T>(
    place: HostPlace,
    signal: AbortSignal | undefined,
    call: (client: Client) => Promise<T>,
  ): Promise<T>;
  /** All of a list, page by page, or an error: a list of which something may be missing is none. */
  list<T>(
    place: HostPlace,
    signal: AbortSignal | undefined,
    list: PagedList<Client, T>,
  ): Promise<T[]>;
}

export function connect<Client>(
  open: OpenDoor,
  createClient: CreateClient<Client>,
): Line<Client> {
  const tell = async <T>(
    place: HostPlace,
    signal: AbortSignal | undefined,
    call: (client: Client) => Promise<T>,
  ) => {
    const door = open(place, signal);
    let failure: unknown;
    let headers = new Headers();
    const send: typeof fetch = async (...sent) => {
      try {
        const response = await door(...sent);
        headers = response.headers;
        return response;
      } catch (error) {
        failure = error;
        throw error;
      }
    };
    try {
      return { said: await call(createClient(place, send)), headers };
    } catch (error) {
      // Some libraries wrap what goes wrong here in an error of their own: the one of the door is kept.
      throw failure ?? error;
    }
  };
  return {
    async ask(place, signal, call) {
      return (await tell(place, signal, call)).said;
    },
    list(place, signal, list) {
      return readPages(place, list, page =>
        tell(place, signal, client => list.page(client, page)),
      );
    },
  };
}
