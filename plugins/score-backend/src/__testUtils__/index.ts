/** What other plugins ask this one with, in their tests. */
export { LEADS, ScoreWorld, TEAM } from './ScoreWorld';
export { ShelfDriver } from './ShelfDriver';
