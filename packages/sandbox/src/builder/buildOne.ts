import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BuildRecord } from '@towpath/sandbox-git-host';
import type { Git } from '@towpath/sandbox-kit';
import { checkOut, cloneUrl, stoppable } from './git.ts';
import { findTests, ServiceError } from './findTests.ts';
import type { GitHostApi } from './GitHostApi.ts';
import { OverlayError } from './overlay.ts';
import { Overlays } from './Overlays.ts';
import { runTests, type TestOutcome } from './runTests.ts';
import { tagVersion } from './tagVersion.ts';
import type { BuilderSettings, TestJail } from './types.ts';

/** How a build ended. `nothing` is no service; `stopped` runs again at the next start. */
export type BuildResult =
  | { end: 'nothing' | 'stopped' }
  | { end: 'failed'; summary: string }
  | { end: 'passed'; summary: string; version?: string; deployedBy?: string };

export interface BuildContext {
  settings: BuilderSettings;
  git: Git;
  api: GitHostApi;
  jail: TestJail;
  /** Empty folder of this build. */
  scratch: string;
  logFile: string;
  signal: AbortSignal;
  /** Called when there is something to test, before it is tested. */
  onTests: () => Promise<void>;
}

/** Tests one commit and, when green, brings it to the first environment. Repeating it is harmless. */
export async function buildOne(
  build: BuildRecord,
  context: BuildContext,
): Promise<BuildResult> {
  await rm(context.scratch, { recursive: true, force: true });
  await mkdir(context.scratch, { recursive: true, mode: 0o700 });
  try {
    return await testAndBring(build, {
      ...context,
      git: stoppable(context.git, context.signal),
    });
  } catch (error) {
    // A repository that was made anew under the name meanwhile gets nothing of this one.
    if (context.signal.aborted) return { end: 'stopped' };
    if (error instanceof ServiceError || error instanceof OverlayError)
      return { end: 'failed', summary: error.message };
    throw error;
  } finally {
    await rm(context.scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function testAndBring(
  build: BuildRecord,
  context: BuildContext,
): Promise<BuildResult> {
  const { settings, git, jail, scratch, logFile, signal } = context;
  const folder = path.join(scratch, 'service');
  const url = cloneUrl(settings, build.repository);
  await checkOut(git, url, build.sha, folder);
  const service = await findTests(folder);
  if (!service) return { end: 'nothing' };
  await context.onTests();
  const outcome = await runTests({
    jail,
    command: service.test,
    folder,
    logFile,
    timeLimit: settings.timeLimit,
    signal,
  });
  if (outcome === 'stopped') return { end: 'stopped' };
  if (outcome !== 'green')
    return { end: 'failed', summary: explain(outcome, settings) };
  return bring(build, context, { url, folder, declared: service.declared });
}

function explain(outcome: TestOutcome, { timeLimit }: BuilderSettings): string {
  if (outcome === 'red') return 'The tests failed, so nothing was deployed';
  if (outcome === 'too-big')
    return 'The repository is too large to be tested here, so nothing was deployed';
  return `The tests took longer than ${Math.round(
    timeLimit / 1000,
  )} s and were stopped`;
}

async function bring(
  build: BuildRecord,
  { settings, git, api, scratch }: BuildContext,
  source: { url: string; folder: string; declared?: string },
): Promise<BuildResult> {
  const { environment, gitopsRepository } = settings;
  const nowhere: BuildResult = {
    end: 'passed',
    summary: `The tests passed. ${gitopsRepository} has no apps/${build.repository}/overlays/${environment}, so nothing is deployed`,
  };
  if (!(await api.exists(gitopsRepository))) return nowhere;
  const overlays = await Overlays.clone(git, {
    url: cloneUrl(settings, gitopsRepository),
    folder: path.join(scratch, 'gitops'),
    service: build.repository,
    environment,
  });
  const running = await overlays.tag();
  if (running === 'missing') return nowhere;
  const deployed = running.tag;
  const version = await tagVersion(git, { build, ...source, deployed });
  const deployedBy = await overlays.bring(build, version);
  const summary = `${version} passed its tests and is what ${environment} asks for`;
  return { end: 'passed', summary, version, deployedBy };
}
