import { compareText } from '../../diagnostics/diagnostic';
import type { Container } from '../../types';
import { fileContent } from '../fileContent';
import type { FileContent } from '../fileContent';
import { fitName, shortHash } from '../names';
import type { ComposeService } from './composeFile';
import type { ComposeRendering } from './rendering';

/**
 * The files of a container: text inline, where Compose fills secrets in; bytes
 * that are not text as files beside the Compose file.
 */
export function configsOf(
  name: string,
  { files = {} }: Container,
  rendering: ComposeRendering,
): Pick<ComposeService, 'configs'> {
  const { workload, scope, readSource, problems } = rendering;
  const configs: NonNullable<ComposeService['configs']> = [];
  for (const target of Object.keys(files).sort(compareText)) {
    const path = ['containers', name, 'files', target];
    const content = fileContent(files[target], {
      workload,
      path,
      scope,
      readSource,
      problems,
    });
    if (content === undefined) continue;
    const source = fitName(
      `${workload.metadata.name}-${name}-${shortHash(target)}`,
      63,
    );
    addConfig(source, content, rendering);
    const { mode } = files[target];
    configs.push({
      source,
      target,
      ...(mode ? { mode: fourDigits(mode) } : {}),
    });
  }
  return configs.length ? { configs } : {};
}

function addConfig(
  source: string,
  content: FileContent,
  { compose, files, variables }: ComposeRendering,
): void {
  compose.configs ??= {};
  if (content instanceof Uint8Array) {
    const path = `files/${source}`;
    files.push({ path, bytes: content });
    compose.configs[source] = { file: `./${path}` };
  } else {
    compose.configs[source] = { content: variables.text(content) };
  }
}

function fourDigits(mode: string): string {
  return mode.length === 3 ? `0${mode}` : mode;
}
