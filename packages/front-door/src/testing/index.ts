export { sendRaw, statusOf } from './sendRaw.ts';
export {
  foreignHostTricks,
  foreignOriginTricks,
  ownRequests,
} from './tricks.ts';
export type { Trick, TrickedServer } from './tricks.ts';
