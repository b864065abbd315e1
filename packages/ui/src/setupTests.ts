import { setUpPageTests } from './__testUtils__';

setUpPageTests();
