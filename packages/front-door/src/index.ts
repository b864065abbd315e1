export { FrontDoor } from './FrontDoor.ts';
export type { FrontDoorOptions, Refusal } from './FrontDoor.ts';
export { guardServer } from './guardServer.ts';
