import { isUtf8 } from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import { NotUnderstoodError } from './blocks';
import { parseModuleFile } from './parseModuleFile';
import type { Finding, ModuleFile } from './types';

/** What Terraform and OpenTofu read of a folder; they leave out hidden files and those of vim and Emacs. */
const READ = /\.(?:tf|tofu)(?:\.json)?$/;
const LEFT_OUT = /^\.|~$|^#.*#$/s;
/** No template of anybody is as large, and looking at one keeps the portal from everything else. */
const MOST_TEMPLATE = 16 * 1024 * 1024;

/** The folder of a module with all folders below it. */
export class ModuleTree {
  readonly root: string;
  readonly #told: string;
  readonly #except?: string;

  /**
   * @param root - folder that nothing of the module may lead out of
   * @param told - what stands before names of files; nothing for those of the root module
   * @param except - a file that is the platform's own
   */
  constructor(root: string, told = '', except?: string) {
    this.root = fs.realpathSync(root);
    this.#told = told;
    this.#except =
      except &&
      path.join(fs.realpathSync(path.dirname(except)), path.basename(except));
  }

  /** Links that show files of the machine, and programs in the place of providers. */
  findIntruders(): Finding[] {
    return this.#entries().flatMap(entry => {
      const where = path.join(entry.parentPath, entry.name);
      if (entry.isSymbolicLink()) return this.#refuseLink(where);
      return entry.name === 'terraform.d' ? this.#refusePlugins(where) : [];
    });
  }

  /**
   * Looks at all files that may be templates, which have all functions of the language: any file whatever its name, and
   * also one that is read as code. What is no text is none for Terraform.
   */
  lookAtTemplates(
    look: (template: { name: string; text: string }) => Finding[],
  ): Finding[] {
    return this.#entries()
      .filter(entry => entry.isFile())
      .map(entry => path.join(entry.parentPath, entry.name))
      .filter(file => file !== this.#except)
      .flatMap(file => {
        const content = fs.readFileSync(file);
        if (!isUtf8(content)) return [];
        const name = this.nameOf(file);
        if (content.length > MOST_TEMPLATE) return [refuseLarge(name)];
        return look({ name, text: content.toString() });
      });
  }

  /**
   * The files of a folder in it that Terraform reads.
   *
   * @throws NotUnderstoodError that names the file
   */
  async read(folder: string): Promise<ModuleFile[]> {
    const files = fs
      .readdirSync(folder)
      .filter(name => READ.test(name) && !LEFT_OUT.test(name))
      .map(name => path.join(folder, name))
      .filter(file => file !== this.#except && fs.statSync(file).isFile());
    return Promise.all(files.map(file => this.#readFile(file)));
  }

  /** A folder that a module calls; undefined when it is not there or leads out. */
  resolve(from: string, called: string): string | undefined {
    const folder = path.resolve(from, called.split('//').join('/'));
    if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      return undefined;
    }
    const real = fs.realpathSync(folder);
    return this.#holds(real) ? real : undefined;
  }

  nameOf(file: string): string {
    return this.#told + path.relative(this.root, file);
  }

  async #readFile(file: string): Promise<ModuleFile> {
    const name = this.nameOf(file);
    const text = fs.readFileSync(file, 'utf8');
    try {
      return { name, text, body: await parseModuleFile(name, text) };
    } catch (error) {
      if (!(error instanceof NotUnderstoodError)) throw error;
      throw new NotUnderstoodError(`${name}: ${error.message}`);
    }
  }

  #entries(): fs.Dirent[] {
    const options = { recursive: true, withFileTypes: true } as const;
    return fs
      .readdirSync(this.root, options)
      .filter(entry => !this.#isOfGit(entry));
  }

  /** What git keeps is made by git, and Terraform does not read it. */
  #isOfGit({ parentPath, name }: fs.Dirent): boolean {
    const parts = path.relative(this.root, path.join(parentPath, name));
    return parts.split(path.sep).includes('.git');
  }

  #refuseLink(link: string): Finding[] {
    const target = fs.existsSync(link) ? fs.realpathSync(link) : undefined;
    if (target !== undefined && this.#holds(target)) return [];
    const words =
      'it is a link that leads out of the module. Copy what it points to';
    return [{ file: this.nameOf(link), rule: 'links', words }];
  }

  #refusePlugins(folder: string): Finding[] {
    const words =
      'Terraform would run programs from this folder as providers. Leave it out: providers come from the mirror of the platform, or from their registries';
    return [{ file: this.nameOf(folder), rule: 'providers', words }];
  }

  #holds(real: string): boolean {
    return real === this.root || real.startsWith(this.root + path.sep);
  }
}

function refuseLarge(file: string): Finding {
  const words =
    'it is a text of more than 16 MiB, which could be a template and is not read. Leave it out, or pack it';
  return { file, rule: 'files', words };
}
