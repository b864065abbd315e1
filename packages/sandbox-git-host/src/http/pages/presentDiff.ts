import parseDiff from 'parse-diff';
import { unifiedDiff } from '../../git/diff.ts';
import type { Host } from '../../host.ts';
import type { Repository } from '../../store/RepositoryStore.ts';

const MOST_LINES = 4_000;

export interface ShownFile {
  path: string;
  previousPath?: string;
  word: 'added' | 'deleted' | 'renamed' | 'changed';
  additions: number;
  deletions: number;
  chunks: parseDiff.Chunk[];
  /** The difference is left out because the page would be too long. */
  left: boolean;
}

/** The difference of two trees, file by file, cut off where a page would get too long. */
export async function presentDiff(
  host: Host,
  repository: Repository,
  from: string,
  to: string,
): Promise<ShownFile[]> {
  const files = parseDiff(
    await unifiedDiff(host.git, repository.gitDir, from, to),
  );
  let lines = 0;
  return files.map(file => {
    lines += file.chunks.reduce((sum, chunk) => sum + chunk.changes.length, 0);
    return present(file, lines > MOST_LINES);
  });
}

function wordFor(file: parseDiff.File, renamed: boolean) {
  if (file.new) return 'added';
  if (file.deleted) return 'deleted';
  return renamed ? 'renamed' : 'changed';
}

function present(file: parseDiff.File, left: boolean): ShownFile {
  const path = (file.deleted ? file.from : file.to) ?? file.from ?? '';
  const renamed = !file.new && !file.deleted && file.from !== file.to;
  return {
    path,
    previousPath: renamed ? file.from : undefined,
    word: wordFor(file, renamed),
    additions: file.additions,
    deletions: file.deletions,
    chunks: left ? [] : file.chunks,
    left,
  };
}
