import { createApp } from '@backstage/frontend-defaults';
import { catalogModule, catalogWordsModule } from './modules/catalog';
import { errorsModule } from './modules/errors';
import { homeModule } from './modules/home';
import { navModule } from './modules/nav';
import { queriesModule } from './modules/queries';
import { signInModule } from './modules/sign-in';
import { scaffolderModule } from './modules/scaffolder';
import { searchWordsModule } from './modules/search';
import { techdocsModule, techdocsWordsModule } from './modules/techdocs';
import { themeModule } from './modules/theme';
import { titlesModule } from './modules/titles';

/**
 * The portal. Plugins are found in this package's dependencies
 * (`app.packages: all`); the modules here say how they look, where they stand
 * and what home shows.
 */
export default createApp({
  features: [
    themeModule,
    signInModule,
    queriesModule,
    navModule,
    errorsModule,
    titlesModule,
    homeModule,
    catalogModule,
    catalogWordsModule,
    scaffolderModule,
    searchWordsModule,
    techdocsModule,
    techdocsWordsModule,
  ],
});
