/** A resource as far as one can tell from a Score file that is being written. */
export interface OutlinedResource {
  name: string;
  type?: string;
  class: string;
}

const KEY = /^(\s*)(?:- )?("?)([^\s:#"][^:#"]*)\2:(?:\s+(.*))?$/;

interface KeyLine {
  indent: number;
  key: string;
  value: string;
}

function readKey(line: string): KeyLine | undefined {
  const found = KEY.exec(line);
  if (!found) return undefined;
  const value = (found[4] ?? '').replace(/\s#.*$/, '').trim();
  return { indent: found[1].length, key: found[3].trim(), value };
}

/**
 * The keys that lead to a line, the outermost first, by indentation alone: what is written is often no YAML yet.
 *
 * @param lines - those before it.
 * @param indent - of the line itself.
 */
export function pathTo(lines: string[], indent: number): string[] {
  const path: string[] = [];
  let within = indent;
  for (const line of [...lines].reverse()) {
    const key = readKey(line);
    if (key && key.indent < within) {
      path.unshift(key.key);
      within = key.indent;
    }
  }
  return path;
}

/** The resources that a text asks for, in the order they are written. */
export function outlineResources(text: string): OutlinedResource[] {
  const resources: OutlinedResource[] = [];
  const lines = text.split('\n');
  lines.forEach((line, at) => {
    const key = readKey(line);
    if (!key || key.indent === 0) return;
    const [section, name, ...deeper] = pathTo(lines.slice(0, at), key.indent);
    if (section !== 'resources' || deeper.length > 0) return;
    if (name === undefined) {
      resources.push({ name: key.key, class: 'default' });
    } else if (key.key === 'type' || key.key === 'class') {
      resources.at(-1)![key.key] = key.value;
    }
  });
  return resources;
}
