import { setUpPageTests } from '@towpath/ui/testUtils';

setUpPageTests();
