import fs from 'node:fs';
import path from 'node:path';
import { InputError, NotFoundError } from '@backstage/errors';
import { parse } from 'yaml';
import type { RenderedLetter } from '../letters/Letter';
import { fill, type MailValues } from './fill';
import { escapeHtml, toHtml, toText } from './markdown';

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;
const LANGUAGE = /^[a-z]{2}(-[A-Z]{2})?$/;
const DEFAULT_LANGUAGE = 'en';

/**
 * Templates of letters, as files: `<language>/<name>.md` is Markdown behind a head that says the subject, and `layout.html`
 * is put around all of them. A file that was changed holds for the next letter.
 */
export class MailTemplates {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Names of the letters there are. */
  names(): string[] {
    const folder = path.join(this.#folder, DEFAULT_LANGUAGE);
    if (!fs.existsSync(folder)) return [];
    return fs
      .readdirSync(folder)
      .filter(name => name.endsWith('.md'))
      .map(name => name.slice(0, -'.md'.length))
      .filter(name => NAME.test(name))
      .sort();
  }

  /**
   * @param language such as `de` or `de-AT`; where there is none for it, that for `de`, then English
   * @throws NotFoundError that says which letters there are; InputError for a value that is missing, or a template that
   *   cannot be read, with its file
   */
  render(
    name: string,
    values: MailValues,
    language = DEFAULT_LANGUAGE,
  ): RenderedLetter {
    const file = this.#find(name, language);
    const { head, body } = this.#read(file);
    const where = path.relative(this.#folder, file);
    const markdown = fill(body, values, { where, escape: true });
    const subject = oneLine(
      fill(String(head.subject ?? ''), values, { where, escape: false }),
    );
    if (!subject) {
      throw new InputError(`${where} has no subject: write it in its head`);
    }
    return {
      subject,
      text: toText(markdown),
      html: this.#layOut(toHtml(markdown), subject),
    };
  }

  #find(name: string, language: string): string {
    if (NAME.test(name) && LANGUAGE.test(language)) {
      const languages = [language, language.slice(0, 2), DEFAULT_LANGUAGE];
      const found = languages
        .map(one => path.join(this.#folder, one, `${name}.md`))
        .find(file => fs.existsSync(file));
      if (found) return found;
    }
    throw new NotFoundError(
      `There is no letter "${name}". There are: ${
        this.names().join(', ') || 'none'
      }`,
    );
  }

  #read(file: string): { head: { subject?: unknown }; body: string } {
    const text = fs.readFileSync(file, 'utf8');
    const found = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text);
    const where = path.relative(this.#folder, file);
    if (!found) {
      throw new InputError(
        `${where} has no head: begin it with a line ---, subject: …, and a line ---`,
      );
    }
    try {
      return { head: parse(found[1]) ?? {}, body: found[2] };
    } catch (error) {
      throw new InputError(`The head of ${where} is no YAML: ${error}`);
    }
  }

  #layOut(body: string, subject: string): string {
    const layout = fs.readFileSync(
      path.join(this.#folder, 'layout.html'),
      'utf8',
    );
    if (!layout.includes('{{ body }}')) {
      throw new InputError('layout.html has no place for {{ body }}');
    }
    const parts: Record<string, string> = {
      subject: escapeHtml(subject),
      body,
    };
    // In one pass: what a subject says is no place for anything.
    return layout.replace(
      /\{\{ (subject|body) \}\}/g,
      (_, part) => parts[part],
    );
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
