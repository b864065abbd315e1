export { sendRaw, statusOf } from './sendRaw.ts';
export {
  foreignHostTricks,
  foreignOriginTricks,
  ownRequests,
} from './tricks.ts';
export type { Trick, TrickTarget } from './tricks.ts';
