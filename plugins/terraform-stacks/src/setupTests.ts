import { setUpPageTests, setUpScreen } from '@towpath/ui/testUtils';

setUpPageTests();
setUpScreen();
