import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { type ChannelEvent, STORED_KIND } from '@soul-kg-crm/domain';
import * as z from 'zod';

const CHUNK_BYTES = 256 * 1024;
const LINE_END = Buffer.from('\n');

/** Whatever its form: what cannot be stored becomes a dead letter where it is stored. */
const event = z.custom<ChannelEvent>(
  (value) => z.looseObject({ kind: z.enum(Object.keys(STORED_KIND)) }).safeParse(value).success,
);

/**
 * Events that wait on the disk, in their order, one in a line; for its owner alone to read. The file goes when all of
 * them are stored. How far it was read is not kept: after a crash it is stored again from the beginning, and repeats
 * change nothing.
 */
export class Spill {
  readonly #file: string;
  #handle: FileHandle | null = null;
  /** Of the file. */
  #writtenBytes = 0;
  #readBytes = 0;
  /** On their way to the file: counted apart, since whoever reads or clears meanwhile does not find them there yet. */
  #queuedBytes = 0;
  /** The last line may have no end: the next one begins with it, so that it stands by itself. */
  #isCutOff = false;
  /** There is a file of an earlier process whose length is not known yet. */
  #isToRecover = false;
  /** One after the other: what is read was written, and what is cleared was read. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  get isEmpty(): boolean {
    return this.waitingBytes === 0;
  }

  /** Bytes that are not read yet. */
  get waitingBytes(): number {
    return this.#queuedBytes + this.#writtenBytes - this.#readBytes;
  }

  /** Takes up what an earlier process left. Rejects when the disk does not give it: call it again. */
  async recover(): Promise<void> {
    this.#isToRecover = true;
    await this.#inTurn(() => this.#open());
  }

  /** Rejects when the disk does not take it. */
  async append(events: readonly ChannelEvent[]): Promise<void> {
    const lines = Buffer.from(events.map((one) => `${JSON.stringify(one)}\n`).join(''));
    this.#queuedBytes += lines.length;
    await this.#inTurn(() =>
      this.#write(lines).finally(() => {
        this.#queuedBytes -= lines.length;
      }),
    );
  }

  /** The next ones, none at the end. A line that was cut off by a crash is passed over. */
  async next(most: number): Promise<ChannelEvent[]> {
    return this.#inTurn(async () => {
      const events: ChannelEvent[] = [];
      while (events.length === 0 && this.#readBytes < this.#writtenBytes) {
        const lines = await this.#readLines(most);
        if (lines.length === 0) this.#readBytes = this.#writtenBytes;
        for (const line of lines) {
          this.#readBytes += line.length + 1;
          const parsed = event.safeParse(parseJson(line.toString('utf8')));
          if (parsed.success) events.push(parsed.data);
        }
      }
      return events;
    });
  }

  /** Removes the file, unless something has been added to it; what is added meanwhile begins a new one. */
  async clear(): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#isToRecover || this.#readBytes < this.#writtenBytes) return;
      await this.#close();
      await rm(this.#file, { force: true });
      this.#writtenBytes = 0;
      this.#readBytes = 0;
      this.#isCutOff = false;
    });
  }

  /** The file stays. */
  async close(): Promise<void> {
    await this.#inTurn(() => this.#close());
  }

  async #write(lines: Buffer): Promise<void> {
    const handle = await this.#open();
    const added = this.#isCutOff ? Buffer.concat([LINE_END, lines]) : lines;
    try {
      await handle.appendFile(added);
    } catch (error) {
      // A full disk takes half a line, which is in nobody's count.
      await handle.truncate(this.#writtenBytes).catch(() => {});
      this.#writtenBytes = (await handle.stat()).size;
      this.#isCutOff = true;
      throw error;
    }
    this.#isCutOff = false;
    this.#writtenBytes += added.length;
  }

  async #readLines(most: number): Promise<Buffer[]> {
    const handle = await this.#open();
    for (let bytes = CHUNK_BYTES; ; bytes *= 2) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, this.#readBytes);
      const lines = splitLines(buffer.subarray(0, bytesRead), most);
      if (lines.length > 0 || bytesRead < bytes) return lines;
    }
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle) return this.#handle;
    await mkdir(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    const handle = await open(this.#file, 'a+', 0o600);
    if (this.#isToRecover) {
      try {
        this.#writtenBytes = (await handle.stat()).size;
      } catch (error) {
        await handle.close();
        throw error;
      }
      this.#isCutOff = true;
      this.#isToRecover = false;
    }
    this.#handle = handle;
    return handle;
  }

  async #close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => {});
    return turn;
  }
}

/** Whole lines, without their ends. */
function splitLines(buffer: Buffer, most: number): Buffer[] {
  const lines: Buffer[] = [];
  let from = 0;
  for (let end = buffer.indexOf(10); end !== -1 && lines.length < most; end = buffer.indexOf(10, from)) {
    lines.push(buffer.subarray(from, end));
    from = end + 1;
  }
  return lines;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
