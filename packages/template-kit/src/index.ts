/**
 * What template actions share: how a step is named, how its log keeps its order, and what is worth asking again.
 *
 * @packageDocumentation
 */
export { isAway } from './isAway';
export { nameStep } from './nameStep';
export { pollUntil, type Poll } from './pollUntil';
export { TaskLog } from './TaskLog';
