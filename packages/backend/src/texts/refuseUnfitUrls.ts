import type { RequestHandler } from 'express';
import { UnfitTextError } from './UnfitTextError';

// NUL, and U+D800 to U+DFFF as UTF-8 would write them if it had them.
const UNFIT = /%00|%ed%[ab][0-9a-f]%/i;

/** Refuses addresses whose path or query holds what no plugin could store or find. */
export function refuseUnfitUrls(): RequestHandler {
  return ({ url }, _response, next) =>
    next(UNFIT.test(url) ? new UnfitTextError('The address') : undefined);
}
