export { __CAMEL__ApiRef, __CAMEL__Plugin as default } from './plugin';
