import type { JsonObject } from '@backstage/types';
import type { TaskRequest } from '../model/TaskRequest';

/** From where a step fetches files. */
export interface FileSource {
  /** Whole, or from the place of the template on. */
  url: string;
  /** One file, instead of a folder with all that is in it. */
  isFile: boolean;
}

const EXPRESSION = '${{';
const ANSWER = /\$\{\{\s*parameters\.(\w+)\s*\}\}/g;

/**
 * From where the steps of a template fetch, with these answers in its form. Where something else is a part of it that only
 * the task knows, all is looked at that lies beside; a step that can go anywhere is named.
 */
export function sourcesOf({
  template: { spec },
  values,
}: {
  template: Pick<TaskRequest['template'], 'spec'>;
  values: JsonObject;
}): {
  sources: FileSource[];
  unseen: string[];
} {
  const steps = Array.isArray(spec.steps) ? (spec.steps as JsonObject[]) : [];
  const found = new Map<string, FileSource>();
  const unseen: string[] = [];
  for (const { action, name, id, input } of steps) {
    if (typeof action !== 'string' || !action.startsWith('fetch:')) continue;
    const source = sourceOf(action, (input ?? {}) as JsonObject, values);
    if (source) found.set(`${source.isFile} ${source.url}`, source);
    else unseen.push(String(name ?? id ?? action));
  }
  return { sources: [...found.values()], unseen };
}

function sourceOf(
  action: string,
  { url, token }: JsonObject,
  values: JsonObject,
): FileSource | undefined {
  // With a token of who asked it is another look than the portal's own.
  if (typeof url !== 'string' || token !== undefined) return undefined;
  const isFile = action.endsWith(':file');
  if (!url.includes(EXPRESSION)) return { url, isFile };
  const answered = url.replace(ANSWER, (whole, name) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return typeof value === 'string' ? value : whole;
  });
  // Nobody has the portal read an address of their own before anybody has agreed.
  if (URL.canParse(answered)) return undefined;
  const at = answered.indexOf(EXPRESSION);
  if (at < 0) return { url: answered, isFile };
  const folder = answered.slice(0, answered.lastIndexOf('/', at) + 1);
  return at === 0 ? undefined : { url: folder || '.', isFile: false };
}
