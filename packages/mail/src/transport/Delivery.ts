/**
 * What became of a letter that was handed in. Nothing that might lie in a mailbox is called unsent: who sends it again
 * sends it twice.
 */
export type Delivery =
  | {
      outcome: 'sent';
      /** What the server said. */
      words: string;
    }
  /** The server will not take it, however often it is asked. */
  | { outcome: 'refused'; words: string }
  /** It was surely not taken, and may be later. */
  | { outcome: 'not-sent'; words: string }
  /** Nobody knows: the line broke when the server may have had it. */
  | { outcome: 'unknown'; words: string };
