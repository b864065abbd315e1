import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { NewTeam } from '../types.ts';

const FIELDS = {
  name: isText,
  description: isText,
  permission: (value: unknown) =>
    ['read', 'write', 'admin'].includes(value as string),
  members: isTexts,
  repositories: isTexts,
};
const REQUIRED = ['name', 'permission'];

/** Reads `teams.yaml`, a list, where there is one. @throws Error naming the field that is wrong */
export async function readTeams(seedDir: string): Promise<NewTeam[]> {
  const file = path.join(seedDir, 'teams.yaml');
  const text = await readFile(file, 'utf8').catch(error => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const teams: unknown = parse(text) ?? [];
  if (!Array.isArray(teams)) throw new Error(`${file} must be a list of teams`);
  teams.forEach((team, index) => checkTeam(team, `${file}: [${index}]`));
  return teams;
}

function checkTeam(team: Record<string, unknown>, where: string): void {
  const unknown = Object.keys(team ?? {}).find(field => !(field in FIELDS));
  if (unknown) throw new Error(`${where}.${unknown} is no field of a team`);
  for (const [field, isGood] of Object.entries(FIELDS)) {
    const value = team?.[field];
    if (value === undefined && !REQUIRED.includes(field)) continue;
    if (isGood(value)) continue;
    throw new Error(
      `${where}.${field} is ${JSON.stringify(
        value,
      )}: see the sample company for what it is to be`,
    );
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every(isText);
}
