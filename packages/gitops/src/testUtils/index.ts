export { TestGitHost } from './TestGitHost';
