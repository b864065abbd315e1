export { startArgoCd } from './startArgoCd.ts';
