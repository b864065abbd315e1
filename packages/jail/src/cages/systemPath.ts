import path from 'node:path';

const SYSTEM = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/sbin', '/sbin'];

/** Where the cages' own tools are; some systems leave `sbin` out of a person's PATH. */
export const toolPath = () =>
  [process.env.PATH, ...SYSTEM].filter(Boolean).join(path.delimiter);

/** The PATH of a program in the jail. */
export const jailedPath = (first: string[]) =>
  [...first, ...SYSTEM].join(path.delimiter);
