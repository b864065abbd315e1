import { TechDocsStorageClient } from '@backstage/plugin-techdocs';
import { explainBuildFailure } from './explainBuildFailure';

type Sync = TechDocsStorageClient['syncEntityDocs'];

/** Docs as the backend serves them; a failed build says what to install. */
export class ExplainingTechDocsStorage extends TechDocsStorageClient {
  async syncEntityDocs(...args: Parameters<Sync>): ReturnType<Sync> {
    try {
      return await super.syncEntityDocs(...args);
    } catch (error) {
      throw explainBuildFailure(error);
    }
  }
}
