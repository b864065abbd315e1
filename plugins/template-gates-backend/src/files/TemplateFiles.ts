import type { UrlReaderService } from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
import { fetchContents, fetchFile } from '@backstage/plugin-scaffolder-node';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaskRequest, Template } from '../model/TaskRequest';
import { digestOfFolder } from './digestOfFolder';
import { sourcesOf, type FileSource } from './sourcesOf';

/** What the files of a template are at a moment. */
export interface FilesSeen {
  /** Of all that could be looked at. */
  digest: string;
  /** Names of steps whose files could not, since only the task knows where they are. */
  unseen: string[];
}

/** Looks at what the steps of a template fetch: its skeleton, before anything is made of it. */
export class TemplateFiles {
  readonly #reader: UrlReaderService;
  readonly #integrations: ScmIntegrations;

  constructor(options: {
    reader: UrlReaderService;
    integrations: ScmIntegrations;
  }) {
    this.#reader = options.reader;
    this.#integrations = options.integrations;
  }

  /** @throws what the place of the files answers with when they cannot be read */
  async look(request: TaskRequest): Promise<FilesSeen> {
    const { sources, unseen } = sourcesOf(request);
    const folder = await mkdtemp(join(tmpdir(), 'template-files-'));
    try {
      for (const [at, source] of sources.entries()) {
        await this.#fetch(source, join(folder, String(at)), request.template);
      }
      return { digest: await digestOfFolder(folder), unseen };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #fetch(
    { url, isFile }: FileSource,
    outputPath: string,
    { baseUrl }: Template,
  ): Promise<void> {
    // As the steps themselves will.
    const fetch = isFile ? fetchFile : fetchContents;
    await fetch({
      reader: this.#reader,
      integrations: this.#integrations,
      baseUrl,
      fetchUrl: url,
      outputPath,
    });
  }
}
