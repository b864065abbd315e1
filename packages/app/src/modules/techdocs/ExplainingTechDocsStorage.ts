import { TechDocsStorageClient } from '@backstage/plugin-techdocs';
import { isError } from '@backstage/errors';
import { explainBuildFailure } from './explainBuildFailure';
import { Plainly } from './Plainly';

type Sync = TechDocsStorageClient['syncEntityDocs'];
type Read = TechDocsStorageClient['getEntityDocs'];

/** Docs as the backend serves them; a failed build, and a page that is not there, say what to do. */
export class ExplainingTechDocsStorage extends TechDocsStorageClient {
  async getEntityDocs(...args: Parameters<Read>): ReturnType<Read> {
    try {
      return await super.getEntityDocs(...args);
    } catch (error) {
      if (!isError(error) || error.name !== 'NotFoundError') throw error;
      const [, path] = args;
      throw new Plainly(
        path
          ? `These docs have no page ${path}. Choose one from their first page.`
          : 'There are no pages yet. They are made from docs/index.md of the repository, and from what mkdocs.yml names.',
      );
    }
  }

  async syncEntityDocs(...args: Parameters<Sync>): ReturnType<Sync> {
    try {
      return await super.syncEntityDocs(...args);
    } catch (error) {
      throw explainBuildFailure(error);
    }
  }
}
