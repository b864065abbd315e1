import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import {
  ScmIntegrations,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import {
  type GeneratorRunOptions,
  TechdocsGenerator,
} from '@backstage/plugin-techdocs-node';
import type { Ending, Jail } from '@towpath/jail';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readContainerProgram } from './container/readContainerProgram';
import { SealedContainerRunner } from './container/SealedContainerRunner';
import { findMkdocs } from './mkdocs/findMkdocs';
import { rewriteMkdocs } from './mkdocs/rewriteMkdocs';
import { cleanSite } from './site/cleanSite';
import { describeSite } from './site/describeSite';
import { copyCheckout } from './source/copyCheckout';
import { findEditLinks } from './source/findEditLinks';
import { MKDOCS_FILES, readMkdocs } from './source/readMkdocs';

const LIMITS = { time: 180_000, disk: 600_000_000, files: 150_000 };
const IN = 'in';
const OUT = 'site';

export type DocsJail = Pick<Jail, 'run' | 'isClosed' | 'gaps'>;

export interface JailedGeneratorOptions {
  config: Config;
  logger: LoggerService;
  jail: DocsJail;
  clock: () => number;
}

/**
 * Builds pages as TechDocs does, from a copy of the repository with a configuration made anew, in the
 * jail (or, with `techdocs.generator.runIn: docker`, in a container of TechDocs' image that is locked
 * up as well), and cleans what comes out.
 */
export class JailedGenerator extends TechdocsGenerator {
  readonly #config: Config;
  readonly #jail: DocsJail;
  readonly #integrations: ScmIntegrationRegistry;
  readonly #clock: () => number;

  constructor({ config, logger, jail, clock }: JailedGeneratorOptions) {
    const scmIntegrations = ScmIntegrations.fromConfig(config);
    const containerRunner = new SealedContainerRunner(
      readContainerProgram(config),
    );
    super({ config, logger, scmIntegrations, containerRunner });
    this.#config = config;
    this.#jail = jail;
    this.#integrations = scmIntegrations;
    this.#clock = clock;
  }

  override async run(options: GeneratorRunOptions): Promise<void> {
    this.#requireJail();
    const work = await this.#makeFolder();
    try {
      const inputDir = path.join(work, IN);
      await this.#prepare(options, inputDir);
      if (this.#runsLocally) await this.#build(work, options);
      else await super.run({ ...options, inputDir });
      await cleanSite(options.outputDir, this.#iframeHosts);
      await describeSite(options.outputDir, this.#clock(), options.etag);
    } finally {
      await rm(work, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  get #runsLocally(): boolean {
    return (
      this.#config.getOptionalString('techdocs.generator.runIn') === 'local'
    );
  }

  get #iframeHosts(): string[] {
    return (
      this.#config.getOptionalStringArray(
        'techdocs.sanitizer.allowedIframeHosts',
      ) ?? []
    );
  }

  #requireJail(): void {
    const isProduction =
      this.#config.getOptionalString('towpath.mode') === 'production';
    if (!isProduction || !this.#runsLocally || this.#jail.isClosed) return;
    throw new Error(
      `Documentation is not built here: this machine cannot lock mkdocs up, so pages could ${
        this.#jail.gaps
      }. ` +
        'Publish them from CI with techdocs.builder: external, or set techdocs.generator.runIn: docker; ' +
        'see docs/how-to/publish-docs-from-ci.md',
    );
  }

  async #makeFolder(): Promise<string> {
    const place = this.#config.getOptionalString('backend.workingDirectory');
    return mkdtemp(
      path.join(await realpath(place ?? tmpdir()), 'towpath-docs-'),
    );
  }

  async #prepare(options: GeneratorRunOptions, copy: string): Promise<void> {
    const { inputDir, logger, siteOptions } = options;
    const links = await copyCheckout(inputDir, copy);
    for (const link of links)
      logger.warn(`${link} leads out of the repository and was left out.`);
    const { file, content } = await readMkdocs(inputDir);
    const { leftOut, ...rewritten } = rewriteMkdocs(file, content, {
      siteName: siteOptions?.name ?? 'Documentation',
      linksOf: docsDir =>
        findEditLinks(
          options.parsedLocationAnnotation,
          this.#integrations,
          docsDir,
        ),
    });
    if (leftOut.length)
      logger.warn(
        `${file}: ${leftOut.join(', ')} has no effect on pages of the portal.`,
      );
    for (const name of MKDOCS_FILES)
      await rm(path.join(copy, name), { recursive: true, force: true });
    await mkdir(path.join(copy, rewritten.docsDir), { recursive: true });
    await writeFile(path.join(copy, 'mkdocs.yml'), rewritten.content);
  }

  async #build(
    work: string,
    { outputDir, logger, logStream }: GeneratorRunOptions,
  ): Promise<void> {
    const { command, readable } = await findMkdocs();
    let last = '';
    const ending = await this.#jail.run({
      command: [
        ...command,
        'build',
        '-f',
        `${IN}/mkdocs.yml`,
        '-d',
        `../${OUT}`,
      ],
      folder: work,
      keep: { from: OUT, to: outputDir },
      readable,
      env: { LANG: 'C.UTF-8', NO_COLOR: '1', PYTHONDONTWRITEBYTECODE: '1' },
      limits: LIMITS,
      onOutput: chunk => {
        last = `${last}${chunk}`.slice(-2_000);
        logStream?.write(chunk);
      },
    });
    if (ending.end === 'exited' && ending.code === 0) {
      logger.info('The pages are built.');
      return;
    }
    throw new Error(explain(ending, last));
  }
}

function explain(ending: Ending, last: string): string {
  switch (ending.end) {
    case 'exited':
      return `mkdocs ended with ${ending.code}: ${last
        .trim()
        .split('\n')
        .slice(-5)
        .join('\n')}`;
    case 'timed-out':
      return `mkdocs took longer than ${LIMITS.time / 1000} s and was stopped`;
    case 'too-big':
      return `The repository or its site is larger than ${
        LIMITS.disk / 1_000_000
      } MB`;
    default:
      return 'The build was stopped';
  }
}
