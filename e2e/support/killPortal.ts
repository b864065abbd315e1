import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { expect } from '@playwright/test';
import { portalEnvironment, portalUrl } from './environment';

/** Kills the portal without warning, as a crash does, and waits until "npm start" has begun it again. */
export async function killPortal(): Promise<void> {
  const pid = findPortal();
  if (!pid) throw new Error('no portal of these tests runs');
  process.kill(pid, 'SIGKILL');
  await expect
    .poll(async () => findPortal() !== pid && (await isReady()), {
      timeout: 240_000,
    })
    .toBe(true);
}

/** The process that serves the portal under test, and no other one of this machine. */
function findPortal(): number | undefined {
  const ours = `TOWPATH_PORT=${portalEnvironment.TOWPATH_PORT}`;
  return execFileSync('ps', ['-e', '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter(line => line.includes('packages/backend/src/index.ts'))
    .map(line => parseInt(line, 10))
    .find(pid => environmentOf(pid).includes(ours));
}

function environmentOf(pid: number): string[] {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    // It has ended in between.
    return [];
  }
}

async function isReady(): Promise<boolean> {
  try {
    const response = await fetch(`${portalUrl}/.backstage/health/v1/readiness`);
    return response.ok;
  } catch {
    return false;
  }
}
