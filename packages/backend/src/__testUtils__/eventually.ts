import { until } from '@towpath/test-kit';

/** Repeats a check until it stops throwing; when nothing gets on any more, it fails with what the check threw last. */
export async function eventually<T>(check: () => Promise<T>): Promise<T> {
  return (await until('this holds', check, () => true)) as T;
}
