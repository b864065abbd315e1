/** What a call by {@link createApiClient} answers; failures were thrown on the way. */
export async function unwrap<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data!;
}
