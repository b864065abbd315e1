/**
 * What became of a question, of which only `yes` and `no` are answers: the Git host could not be asked, or
 * said what nobody understands.
 */
export type Answer<T> =
  | { ending: 'yes'; value: T }
  | { ending: 'no' }
  | { ending: 'unknown'; why: string };

export const NO = { ending: 'no' } as const;

export function yes<T>(value: T): Answer<T> {
  return { ending: 'yes', value };
}

/** The answer of a call: undefined is the host's final no, and an error no answer. */
export async function answerOf<T>(
  call: () => Promise<T | undefined>,
): Promise<Answer<T>> {
  try {
    const value = await call();
    return value === undefined ? NO : yes(value);
  } catch (error) {
    return { ending: 'unknown', why: (error as Error).message };
  }
}
