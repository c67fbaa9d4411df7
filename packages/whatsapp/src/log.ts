/** The part of pino that is used here. */
export interface Log {
  debug(fields: object, event: string): void;
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
  error(fields: object, event: string): void;
}

/** For tests and scripts. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
