import { spawn } from 'node:child_process';
import { pipeline } from 'node:stream/promises';
import type { Writable } from 'node:stream';

export type ArchiveFormat = 'tar.gz' | 'zip';

/**
 * Streams a commit as an archive with one top-level folder.
 * @throws Error when git fails or the reader goes away
 */
export async function streamArchive(
  variables: Record<string, string>,
  gitDir: string,
  archive: { commit: string; format: ArchiveFormat; folder: string },
  target: Writable,
): Promise<void> {
  const { commit, format, folder } = archive;
  const args = [
    `--git-dir=${gitDir}`,
    'archive',
    `--format=${format}`,
    `--prefix=${folder}/`,
  ];
  const child = spawn('git', [...args, commit], {
    env: variables,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code =>
      code ? reject(new Error(`git archive ended with ${code}`)) : resolve(),
    );
  });
  ended.catch(() => {});
  try {
    await pipeline(child.stdout, target, { end: false });
    await ended;
    target.end();
  } catch (error) {
    child.kill('SIGTERM');
    target.destroy();
    throw error;
  }
}
