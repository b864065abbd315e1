export { TestTask } from './TestTask';
