export { inWords } from './inWords';
export { createApiClient, type ApiClientOptions } from './createApiClient';
export { unwrap } from './unwrap';
