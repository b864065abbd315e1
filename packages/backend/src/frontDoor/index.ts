export { readFrontDoor } from './readFrontDoor';
