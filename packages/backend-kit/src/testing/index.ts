export { memoryDatabase } from './memoryDatabase';
