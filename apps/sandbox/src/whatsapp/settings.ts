import * as z from 'zod';

/** How the stand-in behaves as a whole. */
export const settings = z.strictObject({
  /** Customers' phones acknowledge by themselves. */
  autoAcks: z.boolean().default(false),
  autoDeliverMs: z.int().min(0).default(400),
  autoReadMs: z.int().min(0).default(1500),
  /** The first code is good for so long, each further one for the second time, as in the real page. */
  firstCodeMs: z.int().min(100).default(60_000),
  nextCodeMs: z.int().min(100).default(20_000),
  /** After so many codes the page stops showing them until asked (UNPAIRED_IDLE). */
  codesUntilIdle: z.int().min(1).default(6),
  /** Page modules that are withheld, as after a release of WhatsApp Web that the library does not know. */
  withheldModules: z.array(z.string()).default([]),
  /** Files take so long to be fetched. */
  fileDelayMs: z.int().min(0).max(120_000).default(0),
  /** Files are answered with this status instead: 503 is a trouble that passes, 404 and 410 that they are gone. */
  fileStatus: z.int().min(400).max(599).nullable().default(null),
  version: z.string().default('2.3000.1031992593'),
});
export type Settings = z.infer<typeof settings>;
