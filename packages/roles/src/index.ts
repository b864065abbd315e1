export {
  isPlatformEngineer,
  readPlatformEngineerGroups,
} from './platformEngineers';
export { Actors, mayChange, type Actor, type ActorsOptions } from './Actors';
