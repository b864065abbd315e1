/**
 * How a request ended that gave nothing: `no` is final and in the provider's words; `away` means that it
 * could not be asked, or not now, and nothing is concluded; `unclear` that its answer is not SCIM.
 */
export type ScimEnding = 'no' | 'away' | 'unclear';

export class ScimError extends Error {
  readonly ending: ScimEnding;
  /** Of HTTP, where there was an answer. */
  readonly status?: number;
  /** The keyword of RFC 7644 §3.12, such as `uniqueness`. */
  readonly scimType?: string;

  constructor(
    message: string,
    of: {
      ending: ScimEnding;
      status?: number;
      scimType?: string;
      cause?: unknown;
    },
  ) {
    super(message, { cause: of.cause });
    this.name = 'ScimError';
    this.ending = of.ending;
    this.status = of.status;
    this.scimType = of.scimType;
  }
}
