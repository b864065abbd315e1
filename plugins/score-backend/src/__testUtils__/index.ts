/** What other plugins ask this one with, in their tests. */
export { LEADS, ScoreTestPlatform, TEAM } from './ScoreTestPlatform';
export { ShelfDriver } from './ShelfDriver';
export { shelfDefinition } from './shelfDefinition';
