import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  KeyedLock,
  replaceFile,
  writeJson,
  readJson,
} from '@towpath/sandbox-kit';
import { simpleParser, type ParsedMail } from 'mailparser';
import type { Letter } from './types.ts';

/** More than anybody looks at; the oldest go. */
const MOST_LETTERS = 500;

/** The letters that came in: each a file as it was sent, and one beside it that says who for. */
export class Mailbox {
  readonly #folder: string;
  readonly #lock = new KeyedLock();
  #letters: Letter[];

  private constructor(folder: string, letters: Letter[]) {
    this.#folder = folder;
    this.#letters = letters;
  }

  static async open(folder: string): Promise<Mailbox> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(folder)).filter(name =>
      name.endsWith('.json'),
    );
    const read = await Promise.all(
      names.map(name =>
        readJson<Letter | undefined>(path.join(folder, name), undefined),
      ),
    );
    const letters = read.filter(letter => letter !== undefined);
    return new Mailbox(folder, letters.sort(newestFirst));
  }

  /** The newest first. @param recipient only letters for this address */
  list(recipient?: string): Letter[] {
    const wanted = recipient?.toLowerCase();
    if (!wanted) return [...this.#letters];
    return this.#letters.filter(({ recipients }) =>
      recipients.some(address => address.toLowerCase() === wanted),
    );
  }

  /** Everybody who has got a letter, in the order of the alphabet. */
  recipients(): string[] {
    const all = this.#letters.flatMap(({ recipients }) => recipients);
    return [...new Set(all.map(address => address.toLowerCase()))].sort();
  }

  find(id: string): Letter | undefined {
    return this.#letters.find(letter => letter.id === id);
  }

  /**
   * Keeps a letter, once: one that comes again for the same people under the same `Message-ID`, as a sender sends it who
   * did not hear the answer, is the letter that is there.
   */
  keep(
    source: Buffer,
    envelope: Pick<Letter, 'from' | 'recipients' | 'receivedAt'>,
  ): Promise<Letter> {
    return this.#lock.run('letters', async () => {
      const parsed = await simpleParser(source);
      const { messageId } = parsed;
      const known = this.#letters.find(
        one =>
          messageId !== undefined &&
          one.messageId === messageId &&
          `${one.recipients}` === `${envelope.recipients}`,
      );
      if (known) return known;
      const letter: Letter = {
        id: randomUUID(),
        ...envelope,
        subject: parsed.subject ?? '(no subject)',
        to: textOf(parsed),
        messageId,
      };
      await replaceFile(this.#file(letter.id, 'eml'), source);
      // Last: a letter is there once it is listed.
      await writeJson(this.#file(letter.id, 'json'), letter);
      this.#letters = [letter, ...this.#letters];
      await this.#forgetOldest();
      return letter;
    });
  }

  /** As it was sent. */
  source(id: string): Promise<Buffer> {
    return readFile(this.#file(id, 'eml'));
  }

  async read(id: string): Promise<ParsedMail> {
    return simpleParser(await this.source(id));
  }

  async #forgetOldest(): Promise<void> {
    const old = this.#letters.slice(MOST_LETTERS);
    this.#letters = this.#letters.slice(0, MOST_LETTERS);
    for (const { id } of old) {
      await rm(this.#file(id, 'json'), { force: true });
      await rm(this.#file(id, 'eml'), { force: true });
    }
  }

  #file(id: string, ending: 'eml' | 'json'): string {
    return path.join(this.#folder, `${id}.${ending}`);
  }
}

function textOf({ to }: ParsedMail): string {
  const all = to === undefined ? [] : [to].flat();
  return all.map(({ text }) => text).join(', ');
}

function newestFirst(a: Letter, b: Letter): number {
  return b.receivedAt.localeCompare(a.receivedAt);
}
