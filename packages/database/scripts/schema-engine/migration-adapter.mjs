import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';

const CHAR_OID = 18;
const TEXT_OID = 25;
const NAME_ARRAY_OID = 1003;
const TEXT_ARRAY_OID = 1009;
const FIRST_USER_DEFINED_OID = 16384;

/** The column types that @prisma/adapter-pg can read. */
const READABLE_OIDS = new Set([
  16, 17, 19, 20, 21, 23, 25, 26, 114, 142, 143, 199, 650, 651, 700, 701, 790, 791, 869, 1000, 1001, 1002,
  1005, 1007, 1009, 1014, 1015, 1016, 1021, 1022, 1028, 1042, 1043, 1082, 1083, 1114, 1115, 1182, 1183, 1184,
  1185, 1231, 1266, 1560, 1561, 1562, 1563, 1700, 2950, 2951, 3802, 3807,
]);

/**
 * Teaches a connected @prisma/adapter-pg what migrations need of it; the adapter is made for queries of the client.
 *
 * @param {any} adapter
 */
export function adaptForMigrations(adapter) {
  const prototype = Object.getPrototypeOf(adapter);
  adapter.queryRaw = (/** @type {unknown} */ query) => queryCatalogue(adapter, prototype, query);
  if (adapter.startTransaction) {
    const startTransaction = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (/** @type {unknown[]} */ ...args) =>
      adaptForMigrations(await startTransaction(...args));
  }
  if (adapter.executeScript) {
    // The adapter cuts a script at every semicolon, which breaks functions, triggers and DO blocks.
    adapter.executeScript = async (/** @type {string} */ script) => {
      await adapter
        .underlyingDriver()
        .query(script)
        .catch((/** @type {unknown} */ error) => adapter.onError(error));
    };
  }
  return adapter;
}

/**
 * System catalogues have columns of types which the adapter refuses; as text they are what the engine expects.
 *
 * @param {any} adapter
 * @param {any} prototype
 * @param {unknown} query
 */
async function queryCatalogue(adapter, prototype, query) {
  /** @type {boolean[]} */
  let isChar = [];
  const reader = Object.create(adapter, {
    performIO: {
      value: async (/** @type {unknown} */ sql) => {
        const result = await prototype.performIO.call(adapter, sql);
        isChar = result.fields.map(
          (/** @type {{ dataTypeID: number }} */ field) => field.dataTypeID === CHAR_OID,
        );
        for (const field of result.fields) field.dataTypeID = readableOid(field.dataTypeID);
        return result;
      },
    },
  });
  const result = await prototype.queryRaw.call(reader, query);
  isChar.forEach((is, column) => {
    if (is) result.columnTypes[column] = ColumnTypeEnum.Character;
  });
  return result;
}

/** @param {number} oid */
function readableOid(oid) {
  if (oid === NAME_ARRAY_OID) return TEXT_ARRAY_OID;
  return oid >= FIRST_USER_DEFINED_OID || READABLE_OIDS.has(oid) ? oid : TEXT_OID;
}
