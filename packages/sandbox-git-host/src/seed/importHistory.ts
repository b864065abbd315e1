import type { Git } from '@towpath/sandbox-kit';
import type { PlannedCommit } from './splitIntoCommits.ts';

/** Writes commits, and tags of them, to `main` of an empty bare repository with one `git fast-import`. */
export async function importHistory(
  git: Git,
  gitDir: string,
  commits: PlannedCommit[],
): Promise<void> {
  const parts: (string | Buffer)[] = [];
  for (const { author, message, date, tags, files } of commits) {
    const person = `${author.name} <${author.email}> ${Math.floor(
      date.getTime() / 1000,
    )} +0000\n`;
    parts.push(
      `commit refs/heads/main\nauthor ${person}committer ${person}`,
      ...data(`${message.trim()}\n`),
    );
    for (const file of files) {
      parts.push(
        `M ${file.executable ? '100755' : '100644'} inline ${quoted(
          file.path,
        )}\n`,
      );
      parts.push(...data(file.content));
    }
    for (const tag of tags) {
      parts.push(
        `tag ${tag}\nfrom refs/heads/main\ntagger ${person}`,
        ...data(`${tag}\n`),
      );
    }
  }
  const input = Buffer.concat(
    parts.map(part => (typeof part === 'string' ? Buffer.from(part) : part)),
  );
  await git(['fast-import', '--quiet', '--date-format=raw'], { gitDir, input });
}

function data(content: string | Buffer): (string | Buffer)[] {
  return [`data ${Buffer.byteLength(content)}\n`, content, '\n'];
}

// Fast-import reads a path up to the line end, unless it starts with a quote.
function quoted(path: string): string {
  if (!/^"|[\n\\]/.test(path)) return path;
  return `"${path.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
