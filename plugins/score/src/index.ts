export { scoreApiRef, scorePlugin as default } from './plugin';
