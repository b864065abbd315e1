export { guardJson } from './guardJson';
export { refuseUnfitUrls } from './refuseUnfitUrls';
