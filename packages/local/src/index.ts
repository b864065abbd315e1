/**
 * What `npm start` keeps running on this machine beside the portal, and by which settings.
 *
 * @packageDocumentation
 */
export {
  clearEarlierPostgres,
  startPostgres,
  type PostgresServer,
} from './postgres/startPostgres.ts';
export { claimInstance, releaseInstance } from './supervisor/instance.ts';
export { requireFreePorts } from './supervisor/ports.ts';
export { prepareSecrets, readSecret } from './supervisor/secrets.ts';
export { Service } from './supervisor/service.ts';
export {
  readSettings,
  settingsEnvironment,
  type Settings,
} from './supervisor/settings.ts';
