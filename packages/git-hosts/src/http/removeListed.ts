import { failureOf } from './failures';

/**
 * Ends when what was listed is removed, by whomever. A host says "there is none" also to who may see a thing
 * and not remove it: that it is gone is what its list has to say.
 */
export async function removeListed(
  removal: Promise<unknown>,
  isListed: () => Promise<boolean>,
): Promise<void> {
  try {
    await removal;
  } catch (error) {
    const isSaid = failureOf(error)?.ending === 'missing';
    if (!isSaid || (await isListed())) throw error;
  }
}
