export { readHistory, type RepositoryHistory } from './readHistory.ts';
export { readSeedFiles } from './readSeedFiles.ts';
export { splitIntoCommits } from './splitIntoCommits.ts';
