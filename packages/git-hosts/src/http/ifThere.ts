import { failureOf } from './failures';

/** What a call answers, or undefined when the host says that there is no such thing. */
export async function ifThere<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (failureOf(error)?.ending === 'missing') return undefined;
    throw error;
  }
}
