import type { PartialApplication } from '../types';

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  application: PartialApplication;
}

interface Chunk {
  result?: Partial<WatchEvent>;
  error?: unknown;
}

/**
 * The events of a watch stream: one JSON object a line, cut anywhere by the network.
 *
 * @param explain turns the error that a server ends the stream with into the one to throw
 * @throws Error also when the server sends what is not JSON
 */
export async function* readEvents(
  body: AsyncIterable<Uint8Array>,
  explain: (error: unknown) => Error,
): AsyncGenerator<WatchEvent> {
  for await (const line of readLines(body)) {
    const { result, error }: Chunk = JSON.parse(line);
    if (error) throw explain(error);
    // A filter of fields turns an event without any of them into an empty result.
    if (result?.type && result.application?.metadata?.name) {
      yield result as WatchEvent;
    }
  }
}

async function* readLines(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    yield* lines.filter(line => line.trim() !== '');
  }
  // What is left without an end of line was cut off in the middle, and comes again with the snapshot.
}
