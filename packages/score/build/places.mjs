import fs from 'node:fs';
import path from 'node:path';

export const home = path.resolve(import.meta.dirname, '..');
export const inside = (...parts) => path.join(home, ...parts);
export const dist = inside('dist');

export function manifest() {
  return JSON.parse(fs.readFileSync(inside('package.json'), 'utf8'));
}
