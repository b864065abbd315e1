import fs from 'node:fs';
import path from 'node:path';
import { Trouble } from './terminal.mjs';

/** One name, as each language writes it. */
export interface Names {
  /** `cost-reviews` */
  id: string;
  /** `costReviews` */
  camel: string;
  /** `CostReviews` */
  pascal: string;
  /** `COST_REVIEWS` */
  constant: string;
  /** `cost reviews` */
  words: string;
  /** `Cost reviews` */
  title: string;
}

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST = 30;

/** @throws Trouble for what is no name of a plugin */
export function readName(given: string | undefined): Names {
  if (!given || !NAME.test(given) || given.length > LONGEST) {
    throw new Trouble(
      `"${
        given ?? ''
      }" is no name of a plugin: write lower-case words with hyphens between them, of ${LONGEST} characters at most, such as cost-reviews`,
    );
  }
  const parts = given.split('-');
  const pascal = parts.map(upperFirst).join('');
  const words = parts.join(' ');
  return {
    id: given,
    camel: pascal[0].toLowerCase() + pascal.slice(1),
    pascal,
    constant: parts.join('_').toUpperCase(),
    words,
    title: upperFirst(words),
  };
}

/** The files of a new plugin, from the root of the project. */
export function newFiles(
  names: Names,
  template: string,
): { folder: string; file: string; text: string }[] {
  const folders = {
    common: `plugins/${names.id}-common`,
    backend: `plugins/${names.id}-backend`,
    frontend: `plugins/${names.id}`,
  };
  return Object.entries(folders).flatMap(([part, folder]) =>
    filesBelow(path.join(template, part)).map(name => ({
      folder,
      file: path.join(folder, fill(name, names)),
      text: fill(
        fs.readFileSync(path.join(template, part, name), 'utf8'),
        names,
      ),
    })),
  );
}

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      path.relative(folder, path.join(entry.parentPath, entry.name)),
    );
}

/** `__PASCAL__` and the like become the name. */
function fill(text: string, names: Names): string {
  return Object.entries(names).reduce(
    (filled, [form, name]) =>
      filled.replaceAll(`__${form.toUpperCase()}__`, name),
    text,
  );
}

function upperFirst(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
