import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { account } from './model.ts';
import type { World } from './world.ts';

const WRITE_DELAY_MS = 200;
const contents = z.array(account);

/** Keeps the world in one JSON file, so that a second start finds the devices still linked. */
export class WorldFile implements AsyncDisposable {
  readonly #file: string;
  readonly #world: World;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string, world: World) {
    this.#file = file;
    this.#world = world;
  }

  async open(): Promise<void> {
    await mkdir(path.dirname(this.#file), { recursive: true });
    const text = await readFile(this.#file, 'utf8').catch(() => '[]');
    this.#world.load(contents.parse(JSON.parse(text)));
    this.#world.on('changed', this.#schedule);
  }

  readonly #schedule = () => {
    this.#timer ??= setTimeout(() => this.#write(), WRITE_DELAY_MS);
  };

  #write(): void {
    this.#timer = null;
    const text = JSON.stringify([...this.#world.accounts.values()]);
    this.#writing = this.#writing.then(async () => {
      await writeFile(`${this.#file}.new`, text);
      await rename(`${this.#file}.new`, this.#file);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#world.off('changed', this.#schedule);
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#write();
    }
    await this.#writing;
  }
}
