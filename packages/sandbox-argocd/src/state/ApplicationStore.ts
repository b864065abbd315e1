import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeJson } from '@towpath/sandbox-kit';
import equal from 'fast-deep-equal';
import type { Application, ApplicationRecord } from '../model.ts';

export interface ApplicationEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  application: Application;
}

type Listener = (event: ApplicationEvent) => void;

const versionOf = ({ metadata }: Application) =>
  Number(metadata.resourceVersion ?? 0);

/** The applications: one JSON document each, replaced as a whole, and who listens to changes. */
export class ApplicationStore {
  readonly #folder: string;
  readonly #records = new Map<string, ApplicationRecord>();
  /** What is on disk, to tell a change from none. */
  readonly #saved = new Map<string, Omit<ApplicationRecord, 'target'>>();
  readonly #listeners = new Set<Listener>();
  #version = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Reads everything an earlier run left. @throws Error that names a document it cannot read */
  async load(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const names = await readdir(this.#folder);
    for (const name of names.filter(file => file.endsWith('.json'))) {
      const file = path.join(this.#folder, name);
      const record = parseRecord(await readFile(file, 'utf8'), file);
      const { application } = record;
      this.#records.set(application.metadata.name, record);
      this.#saved.set(application.metadata.name, snapshot(record));
      this.#version = Math.max(this.#version, versionOf(application));
    }
  }

  /** The version of the newest change. */
  get version(): string {
    return String(this.#version);
  }

  get(name: string): ApplicationRecord | undefined {
    return this.#records.get(name);
  }

  /** All of them by name. */
  list(): ApplicationRecord[] {
    return [...this.#records.values()].sort((a, b) =>
      a.application.metadata.name < b.application.metadata.name ? -1 : 1,
    );
  }

  /** Stores a record and tells the listeners, unless nothing changed. */
  async save(record: ApplicationRecord): Promise<void> {
    const { application } = record;
    const { metadata } = application;
    const before = this.#saved.get(metadata.name);
    if (before && equal(before, snapshot(record))) return;
    this.#version += 1;
    metadata.resourceVersion = String(this.#version);
    metadata.uid ??= randomUUID();
    if (!equal(before?.application.spec, application.spec)) {
      metadata.generation = (metadata.generation ?? 0) + 1;
    }
    const document = snapshot(record);
    this.#records.set(metadata.name, record);
    this.#saved.set(metadata.name, document);
    await writeJson(this.#fileOf(metadata.name), document);
    this.#tell({
      type: before ? 'MODIFIED' : 'ADDED',
      application: document.application,
    });
  }

  async remove(name: string): Promise<void> {
    const document = this.#saved.get(name);
    if (!document) return;
    await rm(this.#fileOf(name), { force: true });
    this.#records.delete(name);
    this.#saved.delete(name);
    this.#version += 1;
    const application = structuredClone(document.application);
    application.metadata.resourceVersion = String(this.#version);
    this.#tell({ type: 'DELETED', application });
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(event: ApplicationEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #fileOf(name: string): string {
    return path.join(this.#folder, `${name}.json`);
  }
}

function snapshot(record: ApplicationRecord) {
  const { target: _, ...document } = record;
  return structuredClone(document);
}

function parseRecord(text: string, file: string): ApplicationRecord {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`cannot read ${file}: ${(error as Error).message}`);
  }
}
