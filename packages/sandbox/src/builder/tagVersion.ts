import type { BuildRecord } from '@towpath/sandbox-git-host';
import { type Git, GitError } from '@towpath/sandbox-kit';
import semver from 'semver';
import { chooseVersion, releaseOf } from './chooseVersion.ts';
import { listTags, type Tag } from './git.ts';

const TRIES = 3;

export interface Versioned {
  build: BuildRecord;
  /** Clone address of the service. */
  url: string;
  /** The checked-out service. */
  folder: string;
  declared?: string;
  deployed?: string;
}

/**
 * Gives a commit its version as an annotated tag `v<version>` and returns it. A commit that has one
 * keeps it, so doing this again changes nothing.
 */
export async function tagVersion(git: Git, input: Versioned): Promise<string> {
  const { build, url, folder, declared, deployed } = input;
  for (let attempt = 1; ; attempt++) {
    const tags = await listTags(git, url);
    const own = versionAt(tags, build.sha);
    if (own) return own;
    const names = tags.map(({ name }) => name);
    const version = chooseVersion({ tags: names, declared, deployed });
    const ref = `refs/tags/v${version}`;
    const message = `${build.repository} ${version}\n\nBuild ${build.number}.`;
    await git(
      ['tag', '--annotate', '--force', `v${version}`, '-m', message, build.sha],
      { cwd: folder },
    );
    try {
      await git(['push', '--quiet', url, `${ref}:${ref}`], { cwd: folder });
      return version;
    } catch (error) {
      // Somebody pushed a tag of that name in between: the next one is free.
      if (!(error instanceof GitError) || attempt === TRIES) throw error;
    }
  }
}

function versionAt(tags: Tag[], commit: string): string | undefined {
  const versions = tags
    .filter(({ name, sha }) => sha === commit && name.startsWith('v'))
    .flatMap(({ name }) => releaseOf(name) ?? []);
  return semver.rsort(versions)[0];
}
