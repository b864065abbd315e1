import { InputError } from '@backstage/errors';

/** Some text of a request holds what no database stores. Answered as 400. */
export class UnfitTextError extends InputError {
  // What parses bodies would make it 403.
  readonly statusCode = 400;

  constructor(where: string) {
    super(
      `${where} holds the character NUL (U+0000) or half a surrogate pair, which are stored nowhere: leave them out`,
    );
  }
}
