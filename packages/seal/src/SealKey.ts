/** A key that values are sealed with. */
export interface SealKey {
  /** Written into each value, so that its key is found again: 1 to 32 of a-z, 0-9 and "-". */
  id: string;
  /** 32 bytes. */
  secret: Buffer;
}
