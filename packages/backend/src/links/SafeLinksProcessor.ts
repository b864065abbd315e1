import type { Entity } from '@backstage/catalog-model';
import type { CatalogProcessor } from '@backstage/plugin-catalog-node';
import { cleanDefinition } from './cleanDefinition';
import { isScriptUrl } from './isScriptUrl';

/**
 * Drops addresses of scripts from what a repository says of itself. Upstream's link refuses one by breaking
 * the whole card, and other components show it.
 */
export class SafeLinksProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'SafeLinksProcessor';
  }

  /** After what replaces `$text` by the file that it names. */
  getPriority(): number {
    return 100;
  }

  async preProcessEntity(entity: Entity): Promise<Entity> {
    const { links, annotations } = entity.metadata;
    const definition = entity.spec?.definition;
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        ...(Array.isArray(links) && { links: links.filter(isSafe) }),
        ...(annotations && { annotations: cleanAnnotations(annotations) }),
      },
      ...(typeof definition === 'string' && {
        spec: { ...entity.spec, definition: cleanDefinition(definition) },
      }),
    };
  }
}

// What is malformed is told of by the catalog's own validation.
function isSafe(link: { url?: unknown } | undefined): boolean {
  return typeof link?.url !== 'string' || !isScriptUrl(link.url);
}

/** A location is written as `url:` and its address. */
function cleanAnnotations(annotations: Record<string, string>) {
  return Object.fromEntries(
    Object.entries(annotations).filter(
      ([, value]) =>
        typeof value !== 'string' ||
        !(isScriptUrl(value) || isScriptUrl(value.replace(/^\s*url:/i, ''))),
    ),
  );
}
